"""Checks of trust: claims that contradict each other, sources, readers, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from evidence.language import MAX_WORDS, banned_words, is_hedged, sentences, word_count
from evidence.loading import Place, Raw, nearest
from evidence.model import Certainty, Correction, Direction, Efficacy, Guideline, Source
from evidence.names import key
from evidence.yamlfile import Problem

CONCEPTS = ("conditions", "treatments", "terms", "trials")
TURNED = {Direction.WORSE: Direction.BENEFIT, Direction.BENEFIT: Direction.WORSE}
HIGHEST_PMID = 99_999_999
FILLER = re.compile(r"\bnot (shown|seen|stated|checked|known)\b|own-knowledge|\bunknown\b", re.I)


def contradictions(raw: Raw) -> Iterator[Problem]:
    """Two claims that answer one question: differently, unnoticed, or twice the same."""
    treatments = {record.id for record, _ in raw.of("treatments")}
    seen: dict[tuple[Any, ...], Efficacy] = {}
    for claim, place in raw.of("claims"):
        if not isinstance(claim, Efficacy):
            continue
        first = seen.setdefault(_question(claim, treatments), claim)
        if first is claim:
            continue
        direction = _as_seen_by(first, claim)
        mend = "make the two one claim, or say how population or outcome differ."
        if direction is not claim.direction:
            yield place.problem(
                "direction",
                f"`{first.id}` answers the same question with `{direction.value}`; {mend}",
            )
        elif first.certainty is not claim.certainty:
            yield place.problem(
                "certainty",
                f"`{first.id}` gives the same finding the certainty `{first.certainty.value}`; "
                f"{mend}",
            )
        else:
            yield place.problem("id", f"`{first.id}` answers the same question; {mend}")


def _question(claim: Efficacy, treatments: set[str]) -> tuple[Any, ...]:
    """What a claim answers; "A against B" and "B against A" are one question."""
    sides: tuple[str | None, ...] = (claim.treatment, claim.comparator)
    if claim.comparator in treatments:
        sides = tuple(sorted((claim.treatment, claim.comparator or "")))
    about = (claim.condition, claim.situation, key(claim.population), key(claim.outcome))
    return (*sides, *about)


def _as_seen_by(first: Efficacy, claim: Efficacy) -> Direction:
    """The direction of `first`, turned where it compares the other way round than `claim`."""
    same_way = first.treatment == claim.treatment
    return first.direction if same_way else TURNED.get(first.direction, first.direction)


def readers(raw: Raw) -> Iterator[Problem]:
    """A second reader is another person: no name twice, none empty."""
    for claim, place in raw.of("claims"):
        names = [name.strip().casefold() for name in claim.reviewed_by]
        if "" in names:
            yield place.problem("reviewed_by", "a reader's name is empty.")
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            yield place.problem("reviewed_by", f"`{name}` stands twice; name another reader.")


def sources(raw: Raw) -> Iterator[Problem]:
    """Well-formed identifiers, no paper twice, none that nothing cites, a known successor."""
    cited = {source for _, _, ids in _citing(raw) for source in ids}
    every = {source.id for source, _ in raw.of("sources")}
    seen: dict[tuple[str, Any], str] = {}
    for source, place in raw.of("sources"):
        yield from _identifiers(source, place)
        yield from _fillers(source, place)
        for name, value in _same_paper(source):
            first = seen.setdefault((name, value), source.id)
            if first != source.id:
                yield place.problem(name, f"the same paper stands as `{first}`.")
        if source.id not in cited and not (source.retracted or source.superseded):
            yield place.problem("id", f"no record cites `{source.id}`; cite it or remove it.")
        if source.superseded and source.superseded not in every:
            yield place.problem(
                "superseded",
                f"`{source.superseded}` is not an id of the store.",
                nearest(source.superseded, every),
            )
        if source.superseded == source.id:
            yield place.problem("superseded", "a source does not take its own place.")


def _fillers(source: Source, place: Place) -> Iterator[Problem]:
    """What is not known is said by `unseen` and `checked`, never inside a name or a title."""
    for name in ("authors", "title", "journal", "detail"):
        found = FILLER.search(getattr(source, name) or "")
        if found:
            yield place.problem(
                name, f"`{found.group()}` is no {name}: leave it out and list it under `unseen`."
            )
    if source.via and (source.doi or source.pmid or not source.url):
        yield place.problem("via", "it says what the `url` leads to, where there is nothing else.")


def _identifiers(source: Source, place: Place) -> Iterator[Problem]:
    if source.doi and not re.fullmatch(r"10\.\d{4,9}/\S*[^\s.,;]", source.doi):
        yield place.problem("doi", f"`{source.doi}` is not a DOI (10.…/…, without an address).")
    if source.pmid is not None and not 0 < source.pmid <= HIGHEST_PMID:
        yield place.problem("pmid", f"`{source.pmid}` is not a PMID (one to eight digits).")
    if source.url and not re.match(r"https?://\S+$", source.url):
        yield place.problem("url", f"`{source.url}` is not a web address.")


def _same_paper(source: Source) -> Iterator[tuple[str, Any]]:
    """(key, value) pairs that no two sources may share."""
    if source.doi:
        yield "doi", source.doi.lower()
    if source.pmid:
        yield "pmid", source.pmid
    if source.url:
        yield "url", re.sub(r"^https?://(www\.)?|/$", "", source.url.lower())
    if source.year:
        people = key(source.authors or "").split(" ")[0]
        yield "title", (key(source.title), source.year, people)


def fallen_sources(raw: Raw) -> Iterator[Problem]:
    """Whatever rests on a retracted source, or on a superseded one without saying so."""
    marked = {
        source.id: source
        for source, _ in raw.of("sources")
        if source.retracted or source.superseded
    }
    for record, place, ids in _citing(raw):
        for source in (marked[each] for each in ids if each in marked):
            if source.retracted:
                yield place.problem(
                    "sources",
                    f"it rests on `{source.id}`, which is retracted ({source.retracted}); "
                    "judge it anew without that source.",
                )
            elif not (isinstance(record, Guideline) and record.retired):
                yield place.problem(
                    "sources",
                    f"it rests on `{source.id}`, which is superseded; read and cite the newer "
                    f"`{source.superseded}`.",
                )


def _citing(raw: Raw) -> Iterator[tuple[Any, Place, Iterable[str]]]:
    """Every record that cites sources, with the ids."""
    for section in ("claims", "emergencies", "trials"):
        for record, place in raw.of(section):
            yield record, place, record.sources
    for section in CONCEPTS:
        for record, place in raw.of(section):
            if record.definition:
                yield record, place, record.definition.sources


def corrections(raw: Raw) -> Iterator[Problem]:
    """A notice names claims and days, and is worded no stronger than its claims."""
    claims = {claim.id: claim for claim, _ in raw.of("claims")}
    ids: set[str] = set()
    for notice, place in raw.of("corrections"):
        if notice.id in ids:
            yield place.problem("id", f"the id `{notice.id}` stands twice.")
        ids.add(notice.id)
        if notice.until < notice.since:
            yield place.problem("until", "it was put right before it was said.")
        if notice.until > date.today():
            yield place.problem("until", f"{notice.until} is in the future.")
        if not notice.claims:
            yield place.problem("claims", "name the claims that it was about.")
        for each in notice.claims:
            if each not in claims:
                yield place.problem(
                    "claims", f"`{each}` is not an id of the store.", nearest(each, claims)
                )
        if notice.was.endswith("."):
            yield place.problem("was", "it stands inside a sentence: no final full stop.")
        levels = [claims[each].certainty for each in notice.claims if each in claims]
        yield from _notice_wording(notice, [each for each in levels if each], place)


def _notice_wording(notice: Correction, levels: list[Certainty], place: Place) -> Iterator[Problem]:
    least = max(levels, key=list(Certainty).index, default=Certainty.HIGH)
    for name, text in (("now.plain", notice.now.plain), ("now.clinical", notice.now.clinical)):
        for word in banned_words(text):
            yield place.problem(name, f"`{word}` is a banned word.")
        for sentence in sentences(text):
            if name == "now.plain" and word_count(sentence) > MAX_WORDS:
                yield place.problem(name, f"a sentence of more than {MAX_WORDS} words.")
            if not is_hedged(sentence, least):
                yield place.problem(
                    name, f"“{sentence}” is stronger than the certainty `{least.value}`."
                )


RULES = (contradictions, readers, sources, fallen_sources, corrections)
