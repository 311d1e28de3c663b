"""An answer while it is written: paragraphs of sentences that know their claims.

Only `compose` turns a draft into an `Answer`: it numbers the sources, so no sentence of
evidence can reach a person without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from evidence.answer import Answer, Cited, Finding, SnapshotRef, Suggestion, Unknown
from evidence.citation import citation, link
from evidence.question import Request
from evidence.store import Store, sources_of


@dataclass(frozen=True)
class Sentence:
    """A sentence and the claims that it states; without claims it states no evidence.

    `sources` are those of a sentence that no claim stands behind: a definition.
    """

    text: str
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def cited(self, store: Store) -> tuple[str, ...]:
        """The ids of the sources behind the sentence."""
        return self.sources or sources_of(store, self.claims)


@dataclass(frozen=True)
class Offer:
    """A follow-up: the plain question that a person can send, and what it asks."""

    title: str
    request: Request


@dataclass
class Draft:
    """What an answer function returns."""

    request: Request
    first: str | None = None  # said before everything else: what to do if it is happening now
    kind: str | None = None  # where the answer's kind differs from the request's
    paragraphs: list[tuple[Sentence, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    listed: list[Offer] = field(default_factory=list)  # what "the second one" means after a list
    offers: list[Offer] = field(default_factory=list)
    cite: bool = True  # whether the text ends with the list of sources

    def say(self, *sentences: Sentence | str | None) -> None:
        """Add a paragraph; a plain string is a sentence without claims."""
        kept = tuple(
            Sentence(each) if isinstance(each, str) else each for each in sentences if each
        )
        if kept:
            self.paragraphs.append(kept)

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of every claim stated, in order, each once."""
        return tuple(dict.fromkeys(claim for each in self.sentences for claim in each.claims))

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        return (sentence for paragraph in self.paragraphs for sentence in paragraph)


def compose(store: Store, draft: Draft, interpretation: str | None) -> Answer:
    """The finished answer: reading, paragraphs with their numbers, sources, review date."""
    cited_ids = dict.fromkeys(each for one in draft.sentences for each in one.cited(store))
    numbers = {source: number for number, source in enumerate(cited_ids, start=1)}
    marked = numbers if draft.cite else {}
    parts = [each for each in (draft.first, interpretation) if each]
    parts += [_paragraph(store, paragraph, marked) for paragraph in draft.paragraphs]
    reviewed = min((store.claims[each].reviewed for each in draft.claims), default=None)
    cited = tuple(
        Cited(id=each, citation=citation(store.sources[each]), url=link(store.sources[each]))
        for each in numbers
    )
    if cited and draft.cite:
        parts.append(_source_list(store, draft, cited))
    request = draft.request
    kind = draft.kind or request.kind
    compared = request.comparators if kind == "comparison" else ()
    offers = {offer.title: offer for offer in draft.offers}
    return Answer(
        kind=kind,
        text="\n\n".join(parts),
        treatments=request.treatments
        if compared
        else tuple(dict.fromkeys((*request.treatments, *request.comparators))),
        conditions=request.conditions,
        comparators=compared,
        unknown=tuple(Unknown(text=each.text, id=each.code) for each in request.unknown),
        findings=tuple(draft.findings),
        claims=draft.claims,
        sources=cited,
        interpretation=interpretation,
        suggestions=tuple(Suggestion(title=title, payload=title) for title in list(offers)[:5]),
        reviewed=reviewed,
        record=SnapshotRef(hash=store.hash, date=store.date),
    )


def _paragraph(store: Store, paragraph: Iterable[Sentence], numbers: dict[str, int]) -> str:
    """Sentences joined; a claim's numbers stand after its last sentence in the paragraph."""
    sentences = list(paragraph)
    written: list[str] = []
    for index, sentence in enumerate(sentences):
        cited = sentence.cited(store)
        following = sentences[index + 1].cited(store) if index + 1 < len(sentences) else None
        marks = ""
        if numbers and cited and (following != cited or sentence.text.startswith("• ")):
            marks = " " + "".join(f"[{numbers[each]}]" for each in cited)
        written.append(sentence.text + marks)
    separator = "\n" if any(text.startswith("• ") for text in written) else " "
    return separator.join(written)


def _source_list(store: Store, draft: Draft, cited: tuple[Cited, ...]) -> str:
    lines = ["Sources:"]
    for number, source in enumerate(cited, start=1):
        lines.append(f"[{number}] {source.citation}" + (f" {source.url}" if source.url else ""))
    if draft.claims:
        lines.append(review_note(store, draft.claims))
    return "\n".join(lines)


def review_note(store: Store, claims: Iterable[str]) -> str:
    """When these claims were reviewed, and whether a second reader has seen them all."""
    records = [store.claims[each] for each in claims]
    oldest = min(record.reviewed for record in records)
    note = f"Reviewed {oldest.day} {oldest:%B %Y}"
    if all(record.seen_twice for record in records):
        return note + "."
    return note + "; not yet seen by a second reader."
