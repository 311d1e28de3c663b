"""`diff REV`: what the assistant says differently since a git revision."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.text import Text

from evidence.language import sentences
from evidence.store import Store
from evidence.wording import Register
from workbench.asking import (
    ABOUT_A_CONDITION,
    AT_LARGE,
    OF_ITSELF,
    Asked,
    about_pair,
    answer,
    treatments_for,
)
from workbench.desk import counted, knowledge_option, opened, terminal
from workbench.revision import store_at

Change = tuple[tuple[str, ...], tuple[str, ...]]  # sentences that are gone, sentences that are new
SHOWN = 6  # questions named beside a change that many answers share


@dataclass
class Report:
    """The changes, each with the questions whose answer it is in."""

    changes: dict[Change, list[Asked]] = field(default_factory=lambda: defaultdict(list))
    asked: int = 0
    differ: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@click.command()
@click.argument("revision", metavar="REV")
@knowledge_option
def diff(revision: str, folder: Path) -> None:
    """Show what the assistant says differently since REV (HEAD~3, a tag, a commit).

    Asks both records about every treatment in every condition that either has something on,
    every kind, both registers, and the emergencies. Answers that changed in the same way are
    told together.
    """
    now = opened(folder)
    then = store_at(revision, folder)
    out = terminal()
    if then.problems:
        out.print(
            f"Today's checks find {counted(then.problems, 'problem')} in the record of {revision}; "
            "it is compared all the same."
        )
    if then.store.hash == now.hash:
        out.print(f"The record is the same as at {revision} ({then.commit[:10]}).")
        return
    report = compare(then.store, now, Console(stderr=True))
    _print(out, report, then.store, now, revision)


def compare(then: Store, now: Store, progress: Console) -> Report:
    """Ask both stores everything."""
    report = Report(
        added=tuple(each for each in now.claims if each not in then.claims),
        removed=tuple(each for each in then.claims if each not in now.claims),
    )
    questions = list(dict.fromkeys([*every_question(now), *every_question(then)]))
    bar = track(questions, "Asking", console=progress, disable=not progress.is_terminal)
    for asked in bar:
        report.asked += 1
        before, after = (_told(store, asked) for store in (then, now))
        if before != after:
            report.differ += 1
            report.changes[_change(before, after)].append(asked)
    for before, after, asked in _emergencies(then, now):
        report.asked += 1
        if before != after:
            report.differ += 1
            report.changes[_change(before, after)].append(asked)
    return report


def every_question(store: Store) -> Iterator[Asked]:
    """Each kind, in both registers, about each pair with a record, and about each treatment."""
    for style in Register:
        for condition in store.conditions:
            for place, treatment in enumerate(treatments_for(store, condition)):
                kinds = ABOUT_A_CONDITION
                if place:
                    kinds = tuple(each for each in kinds if each not in ("definition",))
                yield from about_pair(store, treatment, condition, kinds, style)
        for treatment in store.treatments:
            for kind in AT_LARGE:
                yield Asked(kind, treatment, None, None, style)
    for kind in OF_ITSELF:
        yield Asked(kind, "ivig", None)


def _told(store: Store, asked: Asked) -> tuple[str, ...]:
    """The sentences and lines of an answer, without the numbers of their sources.

    () where this store knows not what is asked about.
    """
    known = {*store.conditions, *store.treatments}
    ids = (asked.treatment, asked.condition, asked.comparator)
    if any(each not in known for each in ids if each):
        return ()
    lines = answer(store, asked).text.split("\n")
    return tuple(_NUMBER.sub("", each) for line in lines for each in _split(line) if each)


def _split(line: str) -> list[str]:
    """A line by its sentences; a line of a list or of the sources stays whole."""
    return [line] if line.startswith(("•", "[")) else sentences(line)


_NUMBER = re.compile(r"^\[\d+\] | ?(\[\d+\])+$")
"""The number before a source, or those after a sentence: they change with every other source."""


def _emergencies(
    then: Store, now: Store
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Asked]]:
    for each in dict.fromkeys([*now.emergencies, *then.emergencies]):
        told = []
        for store in (then, now):
            record = store.emergencies.get(each)
            text = f"{record.action} {record.more}".format(**store.local.dict()) if record else ""
            told.append(tuple(sentences(text)))
        yield told[0], told[1], Asked("emergency", each, None)


def _change(before: tuple[str, ...], after: tuple[str, ...]) -> Change:
    matched = difflib.SequenceMatcher(None, before, after, autojunk=False)
    gone: list[str] = []
    new: list[str] = []
    for tag, start, end, other_start, other_end in matched.get_opcodes():
        if tag != "equal":
            gone += before[start:end]
            new += after[other_start:other_end]
    return tuple(gone), tuple(new)


def _print(out: Console, report: Report, then: Store, now: Store, revision: str) -> None:
    # What few answers share is what was meant to change; a new date of review comes last.
    for change, asked in sorted(report.changes.items(), key=lambda pair: len(pair[1])):
        out.print(_heading(asked, then, now))
        for mark, style, lines in (("-", "red", change[0]), ("+", "green", change[1])):
            for line in lines:
                out.print(Text(f"  {mark} {line}", style=style))
        out.print()
    for word, ids in (("New", report.added), ("Gone", report.removed)):
        if ids:
            out.print(f"{word}: {counted(len(ids), 'claim')} ({', '.join(ids)}).")
    out.print(
        f"Since {revision}, {report.differ} of {counted(report.asked, 'answer')} differ, in "
        f"{counted(len(report.changes), 'way')}. Record {then.hash} → {now.hash}."
    )


def _heading(asked: list[Asked], then: Store, now: Store) -> Text:
    """The questions that share a change, by what they are about."""
    names: dict[str, list[str]] = defaultdict(list)
    for each in asked:
        store = now if each.treatment in now.treatments else then
        about = each.treatment if each.kind == "emergency" else _about(each, store, then)
        if each.kind not in names[about]:
            names[about].append(each.kind)
    parts = [f"{about}: {', '.join(kinds)}" for about, kinds in list(names.items())[:SHOWN]]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return Text("; ".join(parts) + more, style="bold")


def _about(asked: Asked, now: Store, then: Store) -> str:
    try:
        return asked.about(now)
    except KeyError:
        return asked.about(then)
