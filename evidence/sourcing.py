""" "Says who?" after an answer on a dose, a time, a harm: that answer again, part by part.

The studies behind an effect are `answers/grounds.py`; here it is whatever was said last.
"""

from __future__ import annotations

import re

from evidence.draft import Draft
from evidence.kinds import BY_INTENT
from evidence.names import fold
from evidence.question import Conversation, Question, Request
from evidence.store import Store
from evidence.wording import Register

_SOURCED = (
    "dosing", "timing", "approval", "guideline", "predictors", "mechanism", "administration",
    "safety", "definition",
)  # fmt: skip
_SAYS_WHO = re.compile(
    r"\b(says? who|who (says?|said|told you|wrote|claims)|sources?|references?|refs?|cite"
    r"|citations?|links?|based on|according to wh(o|om|at)|where (does|did|do|is|was) (that|this"
    r"|it|those|these|you|they)|where from|what paper|which paper|is that written|who is behind)\b"
)

_STUDIES = re.compile(r"\b(trials?|stud(y|ies)|rcts?|patients|data)\b")  # of the effect


def source_of_last(store: Store, question: Question, conversation: Conversation) -> Request | None:
    """The request for what the last answer rests on; None where something else is asked.

    Also None where that answer named no source: then it is the effect that may have one.
    """
    last = conversation.last
    if question.intent != "evidence_basis" or question.mentions or last is None:
        return None
    matter = last.matter if last.kind == "evidence_basis" else last.kind
    text = fold(question.text)
    if matter not in _SOURCED or not _SAYS_WHO.search(text) or _STUDIES.search(text):
        return None
    asked = last.copy(update={"kind": "evidence_basis", "matter": matter, "rest": False})
    said = sourced(store, asked, Register.PLAIN).sentences
    return asked if any(each.cited(store) for each in said) else None


def sourced(store: Store, request: Request, style: Register) -> Draft:
    """What was said on `request.matter`, whole: what bounds a statement stays beside it."""
    said = BY_INTENT[request.matter].answer(
        store, request.copy(update={"kind": request.matter}), style
    )
    draft = Draft(request, findings=said.findings, offers=said.offers)
    draft.say(store.wording.phrase("said_with_sources"))
    draft.paragraphs += said.paragraphs
    return draft
