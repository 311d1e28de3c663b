"""From a question and what the conversation remembers to a complete request."""

from __future__ import annotations

from evidence.beside import without_asides
from evidence.continuing import continued
from evidence.direct import direct
from evidence.filling import IVIG
from evidence.focus import focused, without_vaccines
from evidence.fragments import denied, drops, is_bare, replaced
from evidence.kinds import BY_INTENT, SMALLTALK
from evidence.pointing import asks_what_it_is
from evidence.question import Conversation, Question, Reply, Request
from evidence.scope import is_ours
from evidence.store import Store
from evidence.voice import name_of
from evidence.wording import Register

CLEAR = 0.3  # least confidence of an intent when a name was linked, or a talk is going on
CLEAR_ALONE = 0.5  # the same when nothing was linked
GOES_ON = 14  # words of a message that may go on with the talk without naming its subject
SURE = 0.7  # confidence of an intent from which a longer one may
GOES_ON_SURELY = 30  # words of such a one
_OF_PERSONS = ("capabilities", "personal_advice")  # kinds that need no subject named
# Kinds that are told without a word on what was taken from before.
_UNTOLD = ("unknown_concept", "clarify", "out_of_scope", "smalltalk", "personal_advice")


def resolve(store: Store, question: Question, conversation: Conversation) -> Reply:
    """What is asked, with everything filled in that the question left out."""
    style = _style(question, conversation)
    question, conversation = _replaced(question, conversation)
    question = without_asides(without_vaccines(_without_denied(question, conversation)))
    question = focused(question)
    request = continued(store, question, conversation) or direct(store, question, conversation)
    request = _gate(request, question, conversation)
    return Reply(
        request=request,
        interpretation=_interpretation(store, question, conversation, request),
        style=style,
    )


def _replaced(question: Question, conversation: Conversation) -> tuple[Question, Conversation]:
    """The last question, asked again without what "swap CIDP for GBS" takes out of it."""
    out, last = replaced(question), conversation.last
    if not out or last is None:
        return question, conversation
    sides = tuple(each for each in (*last.treatments, *last.comparators) if each not in out)
    alone = len(sides) < 2 and not question.ids("condition") and drops(question)
    left = {
        "treatments": sides[:1],
        "comparators": sides[1:],
        "conditions": tuple(each for each in last.conditions if each not in out),
        "kind": "efficacy" if alone and last.kind == "comparison" else last.kind,
    }
    kept = tuple(each for each in question.mentions if each.id not in out)
    again = question.copy(update={"mentions": kept, "intent": "follow_up", "confidence": 1.0})
    return again, conversation.copy(update={"last": last.copy(update=left)})


def _without_denied(question: Question, conversation: Conversation) -> Question:
    """The question without the names that it sets aside, where it names others instead."""
    aside = denied(question, conversation.conditions)
    kept = tuple(each for each in question.mentions if each.id not in aside or not each.id)
    return question.copy(update={"mentions": kept}) if aside and kept else question


def _style(question: Question, conversation: Conversation) -> Register:
    """The register: switched by asking, kept for the conversation, dropped by starting over."""
    switches = {
        "register_plain": Register.PLAIN,
        "register_clinical": Register.CLINICAL,
        "start_over": Register.PLAIN,
    }
    return switches.get(question.intent, conversation.style)


def _gate(request: Request, question: Question, conversation: Conversation) -> Request:
    """Nothing is answered on a guess: an unsure reading with nothing linked is out of scope."""
    if request.kind in ("smalltalk", "out_of_scope"):
        return request
    if is_bare(question) or question.intent == "choose":
        return request
    linked = [each for each in question.mentions if each.covers != "unrecognised"]
    longest = GOES_ON_SURELY if question.confidence >= SURE else GOES_ON
    going_on = conversation.last is not None and len(question.text.split()) <= longest
    if not linked and question.intent in BY_INTENT and request.kind not in _OF_PERSONS:
        explains = request.kind == "definition" and not asks_what_it_is(question)
        if explains or not is_ours(question, going_on):
            return Request(kind="out_of_scope", text=question.text)
    floor = CLEAR if linked or going_on else CLEAR_ALONE
    if question.confidence >= floor:
        return request
    if question.ids("condition") or question.ids("treatment"):
        return request if question.confidence >= floor / 2 else _unsure(request)
    return Request(kind="out_of_scope", text=question.text)


def _unsure(request: Request) -> Request:
    return request.copy(update={"kind": "clarify"})


def _interpretation(
    store: Store, question: Question, conversation: Conversation, request: Request
) -> str | None:
    """How the question was read, where a name was corrected or filled in."""
    corrected = [
        f"“{each.text}” as {each.name or name_of(store, each.id or '')}"
        for each in question.mentions
        if each.corrected
    ]
    told = []
    if corrected:
        told.append(store.wording.phrase("read_as", readings=" and ".join(corrected)))
    filled = _filled(question, conversation, request)
    if filled:
        names = " and ".join(name_of(store, each) for each in filled)
        told.append(store.wording.phrase("filled_in", names=names))
    return " ".join(told) or None


def _filled(question: Question, conversation: Conversation, request: Request) -> tuple[str, ...]:
    """The condition (or, without one, the treatment other than IVIG) taken from before."""
    if not conversation.last or question.intent in (
        "register_plain", "register_clinical", "repeat", "more", "choose", *SMALLTALK,
    ):  # fmt: skip
        return ()
    if request.kind in _UNTOLD:
        return ()
    conditions = () if question.ids("condition") else request.conditions
    treatments: tuple[str, ...] = ()
    sides = (*request.treatments, *request.comparators)
    if not question.ids("treatment") and sides not in ((), IVIG):
        treatments = sides
    return (*treatments, *conditions)
