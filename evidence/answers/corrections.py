"""What answers said wrongly before, told to whoever asks what is new."""

from __future__ import annotations

from datetime import date

from evidence.draft import Draft, Sentence
from evidence.language import sentences
from evidence.store import Store
from evidence.voice import in_register
from evidence.wording import Register

MOST = 3


def say_corrections(store: Store, draft: Draft, since: int, style: Register) -> None:
    """The latest notices put right in the year `since` or later, about the conditions asked about.

    Whatever the treatment: who asked about one may have been told wrongly about another.
    """
    wanted = draft.request.conditions
    notices = [
        notice
        for notice in store.corrections
        if notice.until.year >= since
        and (not wanted or any(store.claims[each].condition in wanted for each in notice.claims))
    ]
    for notice in sorted(notices, key=lambda each: each.until, reverse=True)[:MOST]:
        told = store.wording.phrase(
            "correction", since=_day(notice.since), until=_day(notice.until), was=notice.was
        )
        right = sentences(in_register(notice.now, style))
        draft.say(*[Sentence(each, notice.claims) for each in (told, *right)])


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
