"""The registry of question kinds. A new kind is a line here, an answer function, an NLU file.

`intent` is the name in `data/nlu/`; the importer derives the domain and the rules from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evidence.answers import (
    approval,
    comparison,
    definition,
    dosing,
    efficacy,
    grounds,
    guidelines,
    lists,
    plain,
    records,
    topics,
    updates,
)
from evidence.draft import Draft
from evidence.question import Request
from evidence.store import Store
from evidence.wording import Register

Need = Literal["needed", "filled", "context", "named", "none"]


@dataclass(frozen=True)
class Kind:
    """A question kind: its answer function and the concepts that it takes.

    condition: `needed` (filled from the conversation, else asked), `filled` (from the
    conversation where there is one), `named` (only when the question names it), `none`.
    treatment: `filled` (from the conversation, else IVIG), `context` (only from the
    conversation), `named`, `none`.
    about_names: whether the answer is about the names in the question, so that names which
    the store does not cover are the answer; a safety question may name any other illness.
    """

    name: str
    answer: Callable[[Store, Request, Register], Draft]
    condition: Need = "filled"
    treatment: Need = "filled"
    about_names: bool = True

    @property
    def intent(self) -> str:
        """The intent by which the kind is recognised."""
        return self.name


KINDS = (
    Kind("efficacy", efficacy.answer, condition="needed"),
    Kind("comparison", comparison.answer),
    Kind("dosing", dosing.answer),
    Kind("timing", records.timing),
    Kind("approval", approval.answer),
    Kind("guideline", guidelines.answer, condition="needed"),
    Kind("predictors", records.predictors, condition="needed"),
    Kind("mechanism", topics.mechanism, condition="filled", about_names=False),
    Kind("definition", definition.answer, condition="named", treatment="named"),
    Kind("administration", topics.administration, condition="named", about_names=False),
    Kind("safety", topics.safety, condition="named", about_names=False),
    Kind("evidence_list", lists.evidence_list, condition="named"),
    Kind("alternatives", lists.alternatives, condition="needed", treatment="context"),
    Kind("evidence_basis", grounds.evidence_basis, condition="needed"),
    Kind("certainty", grounds.certainty),
    Kind("updates", updates.answer, about_names=False),
    Kind("no_record", plain.topic_not_recorded, treatment="context"),
    Kind("personal_advice", plain.personal_advice, about_names=False),
    Kind("capabilities", plain.capabilities, condition="none", treatment="none", about_names=False),
    Kind("out_of_scope", plain.out_of_scope, condition="none", treatment="none", about_names=False),
)
BY_INTENT = {kind.intent: kind for kind in KINDS}

SMALLTALK = ("greet", "thanks", "goodbye", "start_over")
FOLLOW_UPS = ("follow_up", "choose", "register_plain", "register_clinical", "more", "repeat")
INTENTS = (*BY_INTENT, *SMALLTALK, *FOLLOW_UPS)
"""Every intent that the answering action serves; emergencies have fixed responses instead."""
