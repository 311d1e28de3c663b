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
    lists,
    plain,
    records,
    topics,
)
from evidence.draft import Draft
from evidence.question import Request
from evidence.store import Store
from evidence.wording import Register

Need = Literal["needed", "filled", "named", "none"]


@dataclass(frozen=True)
class Kind:
    """A question kind: its answer function and the concepts that it takes.

    condition: `needed` (filled from the conversation, else asked), `filled` (from the
    conversation where there is one), `named` (only when the question names it), `none`.
    treatment: `filled` (from the conversation, else IVIG), `named`, `none`.
    alone: whether the kind may answer when nothing at all was linked in the message.
    """

    name: str
    answer: Callable[[Store, Request, Register], Draft]
    condition: Need = "filled"
    treatment: Need = "filled"
    alone: bool = True

    @property
    def intent(self) -> str:
        """The intent by which the kind is recognised."""
        return self.name


KINDS = (
    Kind("efficacy", efficacy.answer, condition="needed"),
    Kind("comparison", comparison.answer, condition="needed"),
    Kind("dosing", dosing.answer),
    Kind("timing", records.timing),
    Kind("approval", approval.answer),
    Kind("guideline", records.guideline, condition="needed"),
    Kind("predictors", records.predictors, condition="needed"),
    Kind("mechanism", topics.mechanism, condition="named"),
    Kind("definition", definition.answer, condition="named", treatment="named"),
    Kind("administration", topics.administration, condition="named"),
    Kind("safety", topics.safety, condition="named"),
    Kind("evidence_list", lists.evidence_list, condition="named"),
    Kind("alternatives", lists.alternatives, condition="needed", treatment="named"),
    Kind("evidence_basis", grounds.evidence_basis, condition="needed"),
    Kind("certainty", grounds.certainty),
    Kind("updates", grounds.updates, condition="named"),
    Kind("no_record", plain.topic_not_recorded, condition="named", treatment="named"),
    Kind("personal_advice", plain.personal_advice, condition="named", treatment="named"),
    Kind("capabilities", plain.capabilities, condition="none", treatment="none"),
    Kind("out_of_scope", plain.out_of_scope, condition="none", treatment="none"),
)
BY_INTENT = {kind.intent: kind for kind in KINDS}

SMALLTALK = ("greet", "thanks", "goodbye", "start_over")
FOLLOW_UPS = ("follow_up", "choose", "register_plain", "register_clinical", "more", "repeat")
INTENTS = (*BY_INTENT, *SMALLTALK, *FOLLOW_UPS)
"""Every intent that the answering action serves; emergencies have fixed responses instead."""
