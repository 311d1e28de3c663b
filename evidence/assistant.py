"""The one door: a question and a conversation in, an answer and the conversation after it out."""

from __future__ import annotations

from collections.abc import Callable

from evidence.ambiguity import records_of
from evidence.answer import Answer
from evidence.answers import plain
from evidence.asides import with_aside
from evidence.dialogue import resolve
from evidence.draft import Draft, compose
from evidence.kinds import BY_INTENT
from evidence.lookup import by_weight
from evidence.model import Ambiguous
from evidence.offers import ask_about, asked_again
from evidence.question import Conversation, Question, Reply, Request, each_once, is_aside
from evidence.referring import with_route, with_thing
from evidence.scope import language_of
from evidence.second import first_asked, second_offer
from evidence.settling import settled
from evidence.store import Store
from evidence.variants import with_situation, with_variant
from evidence.voice import name_of
from evidence.wording import Register

SURE = 0.8  # least confidence of an intent that is read from another language
SURE_OF_A_PAIR = 0.5  # the same where it names both a treatment and a condition
REMEMBERED = 6  # diseases of a talk, for "the first one" and "all three"
_PASSING = ("smalltalk", "out_of_scope", "capabilities", "unknown_concept")
"""Kinds that leave what the conversation was about as it is."""

_OTHERS: dict[str, Callable[[Store, Request, Register], Draft]] = {
    "unknown_concept": plain.unknown_concept,
    "smalltalk": plain.smalltalk,
}


def reply(
    store: Store, question: Question, conversation: Conversation
) -> tuple[Answer, Conversation]:
    """Answer a question. Pure: the same arguments give the same answer."""
    whole, question = question, _in_this_talk(store, first_asked(question), conversation)
    read = in_english(store, question, resolve(store, question, conversation))
    if read.request.kind == "clarify":
        draft, pending = _clarify(store, question, read.request)
        last: Request | None = pending
    else:
        draft = _function(read.request.kind)(store, read.request, read.style)
        _name_the_rest(store, draft, read.request)
        if not draft.paragraphs:  # a gap in an answer function leaves nobody without a word
            draft.kind = "clarify"
            draft.say(store.wording.phrase("which_condition"))
        last = read.request
        if read.request.kind in _PASSING:
            last = _pending(conversation, question, read.request)
    if question.intent == "start_over":
        last = None
    after = Conversation(
        last=last,
        style=read.style,
        treatments=() if last is None else _last_two(conversation, read.request),
        conditions=() if last is None else read.request.conditions or conversation.conditions,
        earlier=() if last is None else _earlier(conversation, read.request),
        diseases=() if last is None else _diseases(conversation, read.request),
        matter="" if last is None else _matter(conversation, last),
        opening=() if last is None else conversation.opening or _named(read.request),
        quiet=0 if read.request.conditions else conversation.quiet + 1,
    )
    then = second_offer(store, whole, read.request.kind, after)
    draft.offers = [then, *draft.offers] if then else draft.offers
    draft.first = _if_now(store, question)
    answer = compose(store, draft, read.interpretation)
    offered = tuple(offer.request for offer in (draft.listed or draft.offers))
    return answer, after.copy(update={"offered": offered[:20]})


def _in_this_talk(store: Store, question: Question, conversation: Conversation) -> Question:
    """The question with what its words can only mean after what was said before."""
    named = with_thing(with_route(question, conversation), conversation)
    added = with_aside(with_variant(store, named, conversation), conversation)
    return settled(with_situation(store, added, conversation), conversation)


def _if_now(store: Store, question: Question) -> str | None:
    """One line first, where a message may be an emergency but is answered as a question."""
    emergency = store.emergencies.get(question.doubt or "")
    if emergency is None:
        return None
    return store.wording.phrase(f"if_{emergency.urgency.replace('-', '_')}", **store.local.dict())


def in_english(store: Store, question: Question, read: Reply) -> Reply:
    """Another language: said so in it, and answered only where the question is plain."""
    language = language_of(question.text)
    if language is None or read.request.kind == "smalltalk":
        return read
    told = store.wording.phrase(f"english_{language}")
    request = read.request
    floor = SURE_OF_A_PAIR if question.ids("treatment") else SURE
    plainly = request.conditions and request.kind in BY_INTENT and question.confidence >= floor
    if not plainly:
        outside = Request(kind="out_of_scope", text=question.text)
        return read.copy(update={"request": outside, "interpretation": told})
    meant = asked_again(store, request, request.conditions[0]).title
    told = f"{told} {store.wording.phrase('read_question', question=meant)}"
    return read.copy(update={"interpretation": told})


def _last_two(conversation: Conversation, request: Request) -> tuple[str, ...]:
    """The two treatments that were named last, in the order in which they came up."""
    before, now = conversation.treatments, _named(request)
    if set(now) <= set(before):
        return before
    named = (*before, *now)
    return tuple(dict.fromkeys(reversed(named)))[:2][::-1]


def _named(request: Request) -> tuple[str, ...]:
    """All treatments of a request, those that are compared too."""
    return (*request.treatments, *request.comparators)


def _earlier(conversation: Conversation, request: Request) -> tuple[str, ...]:
    """The condition that was asked about before the one that is now asked about."""
    before = conversation.conditions
    if not request.conditions or request.conditions == before:
        return conversation.earlier
    left = tuple(each for each in before if each not in request.conditions)
    return left[:1]


def _diseases(conversation: Conversation, request: Request) -> tuple[str, ...]:
    """The conditions that came up in the talk, in the order in which they did."""
    return tuple(dict.fromkeys((*conversation.diseases, *request.conditions)))[-REMEMBERED:]


def _matter(conversation: Conversation, last: Request) -> str:
    """The kind of the last question that was about names, not about the answer to it."""
    return conversation.matter if is_aside(last) else last.kind


def _pending(conversation: Conversation, question: Question, request: Request) -> Request | None:
    """What the talk is about after an answer that left it open: "dose in gout?", "and in CIDP?"."""
    kind = BY_INTENT.get(question.intent)
    if conversation.last or request.kind != "unknown_concept" or not (kind and kind.about_names):
        return conversation.last
    return Request(kind=kind.name, text=question.text, treatments=request.treatments)


def _function(kind: str) -> Callable[[Store, Request, Register], Draft]:
    return _OTHERS.get(kind) or BY_INTENT[kind].answer


def _name_the_rest(store: Store, draft: Draft, request: Request) -> None:
    """Names that the store does not cover, beside a part that was answered: said by name."""
    kind = BY_INTENT.get(request.kind)
    if kind is None or not kind.about_names:
        return  # "is it safe after a stroke": nobody asked what IVIG does for a stroke
    told = request.kind == "comparison" and not request.comparators  # the other side, said first
    for mention in each_once(request.unknown):
        if mention.covers != "unrecognised" and not (told and mention.covers == "treatment"):
            draft.say(store.wording.phrase("unknown_beside", name=mention.name or mention.text))


def _clarify(store: Store, question: Question, request: Request) -> tuple[Draft, Request]:
    """Ask back once, with the readings as suggestions; remember what was being asked."""
    kind = question.intent if question.intent in BY_INTENT else "efficacy"
    pending = request.copy(update={"kind": kind, "ambiguous": ()})
    draft = Draft(request)
    meant = _unclear(store, request)
    if meant:
        _ask_meaning(store, draft, meant, pending)
    elif request.conditions:
        names = " and ".join(name_of(store, each) for each in request.conditions)
        draft.say(store.wording.phrase("which_question", condition=names))
        draft.offers = ask_about(
            store, Request(kind="efficacy", treatments=request.treatments), request.conditions
        )
    else:
        draft.say(store.wording.phrase("which_condition"))
        draft.offers = ask_about(store, pending, _with_answer(store, pending))
    return draft, pending


def _unclear(store: Store, request: Request) -> Ambiguous | None:
    """The record of the first name that means more than one thing, as it was read."""
    named = (each.name or each.text for each in request.ambiguous)
    return next((record for each in named for record in records_of(store, each)), None)


def _ask_meaning(store: Store, draft: Draft, record: Ambiguous, pending: Request) -> None:
    ids = tuple(each.id for each in record.readings if each.id in store.conditions)
    draft.offers = ask_about(store, pending, tuple(each for each in ids if each))
    names = ", ".join(each.name for each in record.readings)
    draft.say(store.wording.phrase("which_meaning", word=record.text, readings=names))


def _with_answer(store: Store, request: Request) -> tuple[str, ...]:
    """Four conditions for which this very question has an answer on record."""
    found = []
    for condition in by_weight(store):
        asked = request.copy(update={"conditions": (condition,)})
        draft = BY_INTENT[request.kind].answer(store, asked, Register.PLAIN)
        if draft.claims and draft.kind in (None, request.kind):
            found.append(condition)
        if len(found) == 4:
            break
    return tuple(found)
