"""Asking the assistant as a person would, through its one door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.answer import Answer
from evidence.assistant import reply
from evidence.kinds import BY_INTENT
from evidence.lookup import line_of
from evidence.model import Efficacy
from evidence.offers import compared, question_of
from evidence.question import Conversation, Mention, Question
from evidence.store import Store
from evidence.wording import Register, capitalise, inflect

OF_ITSELF = ("capabilities", "out_of_scope")  # kinds that are asked about nothing in the record
ABOUT_A_CONDITION = tuple(kind for kind in BY_INTENT if kind not in OF_ITSELF)
AT_LARGE = (  # kinds that are asked about a treatment alone
    "dosing", "timing", "approval", "mechanism", "definition", "administration", "safety",
    "evidence_list", "updates",
)  # fmt: skip
ASKED = {  # kinds for which the record words no follow-up question
    "mechanism": "How [does|do] {treatment} work in {condition}?",
    "definition": "What is {condition}?",
    "administration": "How [is|are] {treatment} given in {condition}?",
    "safety": "What are the side effects of {treatment} in {condition}?",
    "evidence_list": "Which kinds of {condition} [does|do] {treatment} help?",
    "updates": "What is new on {treatment} in {condition}?",
    "no_record": "What [does|do] {treatment} cost in {condition}?",
    "personal_advice": "Should I have {treatment} for {condition}?",
}


@dataclass(frozen=True)
class Asked:
    """A question of one kind, in one register. `condition` is None for a treatment at large."""

    kind: str
    treatment: str
    condition: str | None
    comparator: str | None = None
    style: Register = Register.PLAIN

    def about(self, store: Store) -> str:
        """What it is about, in words: "IVIG or steroids in CIDP"."""
        ids = [self.treatment, *([self.comparator] if self.comparator else [])]
        names = " or ".join(store.concept(each).label for each in ids)
        return f"{names} in {store.concept(self.condition).label}" if self.condition else names


def answer(store: Store, asked: Asked) -> Answer:
    """What the assistant says to this question at the start of a conversation."""
    said, _ = reply(store, question(store, asked), Conversation(style=asked.style))
    return said


def question(store: Store, asked: Asked) -> Question:
    """The question as it is after reading: its kind sure, its names linked."""
    text = sentence(store, asked)
    if asked.kind in ("definition", "alternatives") and asked.condition:
        ids = [asked.condition]
    else:
        ids = [each for each in (asked.treatment, asked.comparator, asked.condition) if each]
    mentions = tuple(_mention(store, each, text) for each in ids)
    return Question(text=text, intent=asked.kind, mentions=mentions)


def sentence(store: Store, asked: Asked) -> str:
    """The question in a person's words."""
    treatment = store.treatments[asked.treatment]
    if asked.condition and asked.kind not in ASKED:
        others = (asked.comparator,) if asked.comparator else ()
        label = store.concept(asked.condition).label
        return question_of(store, asked.kind, asked.treatment, label, others)
    if asked.kind == "definition" and not asked.condition:
        words = "What [is|are] {treatment}?"
    elif not asked.condition:
        words = ASKED.get(asked.kind, f"What is the {asked.kind} of {{treatment}}?")
        words = words.replace(" in {condition}", "").replace("kinds of {condition}", "conditions")
    else:
        words = ASKED[asked.kind]
    label = store.concept(asked.condition).label if asked.condition else ""
    filled = inflect(words, treatment.plural).format(treatment=treatment.label, condition=label)
    return capitalise(filled)


def _mention(store: Store, concept_id: str, text: str) -> Mention:
    label = store.concept(concept_id).label
    start = max(text.lower().find(label.lower()), 0)
    kind = "treatment" if concept_id in store.treatments else "condition"
    return Mention(kind=kind, id=concept_id, text=label, start=start, end=start + len(label))  # type: ignore[arg-type]


def treatments_for(store: Store, condition: str) -> tuple[str, ...]:
    """IVIG, and every treatment that has a claim in the condition, its parents or its members."""
    near = {*line_of(store, condition), *store.family(condition)}
    claims = [claim for claim in store.claims.values() if claim.condition in near]
    found = [claim.treatment for claim in claims]
    found += [
        claim.comparator
        for claim in claims
        if isinstance(claim, Efficacy) and claim.comparator in store.treatments
    ]
    rest = [each for each in store.treatments if each in found and each != "ivig"]
    return tuple(each for each in ("ivig", *rest) if each in store.treatments)


def others(store: Store, treatment: str, condition: str) -> tuple[str, ...]:
    """The treatments that a comparison of `treatment` in `condition` is asked against."""
    for each in line_of(store, condition):
        found = compared(store, treatment, each)
        if found:
            return found
    return ("ivig",) if treatment != "ivig" else ()


def about_pair(
    store: Store, treatment: str, condition: str, kinds: tuple[str, ...], style: Register
) -> Iterator[Asked]:
    """Every question of these kinds about a pair."""
    for kind in kinds:
        if kind == "comparison":
            for other in others(store, treatment, condition):
                yield Asked(kind, treatment, condition, other, style)
        else:
            yield Asked(kind, treatment, condition, None, style)
