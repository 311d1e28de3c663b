"""From a question and what the conversation remembers to a complete request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evidence.focus import asked_sentence, focused, narrowed
from evidence.fragments import (
    asks_difference,
    denied,
    fragment_kind,
    goes_on,
    is_bare,
    is_bare_term,
    is_versus,
    names_pair,
    rest_of,
    tried_before,
)
from evidence.kinds import BY_INTENT, SMALLTALK, Kind
from evidence.names import key
from evidence.question import Conversation, Mention, Question, Reply, Request
from evidence.scope import asks_for_own_dose, is_ours, speaks_of_harm, speaks_of_infusions
from evidence.store import Store
from evidence.voice import name_of
from evidence.wording import Register

CLEAR = 0.3  # least confidence of an intent when a name was linked, or a talk is going on
CLEAR_ALONE = 0.5  # the same when nothing was linked
SURE_OF_HARM = 0.7  # confidence from which a pair is asked about for its harms, whatever the words
IVIG = ("ivig",)

_WORKED_OUT = ("dosing", "administration", "timing", "out_of_scope", "follow_up", "no_record")
# Kinds that are told without a word on what was taken from before.
_UNTOLD = ("unknown_concept", "clarify", "out_of_scope", "smalltalk", "personal_advice")

GOES_ON = 14  # words of a message that may go on with the talk without naming its subject
STALE = 6  # answers about other things after which a condition must be named again
_EFFECTS = ("efficacy", "dosing")
_LISTS = ("evidence_list", "alternatives", "clarify")
_OF_PERSONS = ("capabilities", "personal_advice")  # kinds that need no subject named
_ORDINALS = {
    "first": 0, "1st": 0, "one": 0, "1": 0, "second": 1, "2nd": 1, "two": 1, "2": 1, "other": 1,
    "third": 2, "3rd": 2, "three": 2, "3": 2, "fourth": 3, "4th": 3, "four": 3, "4": 3,
    "fifth": 4, "5th": 4, "five": 4, "5": 4, "last": -1, "middle": 1,
}  # fmt: skip


def resolve(store: Store, question: Question, conversation: Conversation) -> Reply:
    """What is asked, with everything filled in that the question left out."""
    style = _style(question, conversation)
    question = focused(_without_denied(question))
    request = _continued(store, question, conversation) or _direct(store, question, conversation)
    request = _gate(request, question, conversation)
    return Reply(
        request=request,
        interpretation=_interpretation(store, question, conversation, request),
        style=style,
    )


def _without_denied(question: Question) -> Question:
    """The question without the names that it sets aside, where it names others instead."""
    aside = denied(question)
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


def _continued(store: Store, question: Question, conversation: Conversation) -> Request | None:
    """A message that goes on with the last answer: a switch, a choice, "more", new names."""
    last, intent = conversation.last, question.intent
    named = bool(question.mentions)
    if intent in ("register_plain", "register_clinical", "repeat") and not named:
        return last or Request(kind="capabilities", text=question.text)
    if intent == "more" and last and not named:
        return last.copy(update={"rest": True})
    if intent == "choose" and not named:
        return _chosen(question, conversation.offered)
    if last and asks_difference(question) and _one_name(question):
        return _beside_last(store, question, last)
    whole = question.ids("treatment") and question.ids("condition") and not goes_on(question)
    if last and named and not whole and (is_bare(question) or intent == "follow_up"):
        return _with_new_names(store, question, last)
    return None


def _one_name(question: Question) -> bool:
    return len(question.ids("treatment") + question.ids("condition")) == 1


def _beside_last(store: Store, question: Question, last: Request) -> Request | None:
    """What was asked about before beside the one that is named: treatments compared, or diseases.

    None where nothing of the same sort was asked about before.
    """
    treatments, conditions = question.ids("treatment"), question.ids("condition")
    if treatments and last.treatments[:1] not in ((), treatments):
        pair = {"treatments": last.treatments[:1], "comparators": treatments}
        return last.copy(update={"kind": "comparison", "text": question.text, **pair})
    if conditions and last.conditions[:1] not in ((), conditions):
        both = (*last.conditions[:1], *conditions)
        return Request(kind="definition", text=question.text, conditions=both)
    return None


def _chosen(question: Question, offered: Sequence[Request]) -> Request | None:
    """ "The second one", "number 3", "yes" — from what was offered or listed last."""
    if not offered:
        return None
    words = re.findall(r"[a-z0-9]+", question.text.lower())
    places = [_ORDINALS[word] for word in words if word in _ORDINALS]
    if "one" in words and len(places) > 1:
        places.remove(_ORDINALS["one"])
    place = places[0] if places else 0
    return offered[place] if -len(offered) <= place < len(offered) else None


def _with_new_names(store: Store, question: Question, last: Request) -> Request:
    """The last question again with the names that this message brings."""
    treatments, conditions = question.ids("treatment"), question.ids("condition")
    unknown = _unknown(question)
    terms = question.ids("term")
    update: dict[str, object] = {"unknown": unknown, "rest": False, "ambiguous": _open(question)}
    kind = last.kind
    if kind not in BY_INTENT or kind in ("capabilities", "out_of_scope", "definition", "no_record"):
        kind = fragment_kind(question)
        if kind == "definition" and last.conditions and treatments:
            kind = "definition" if last.treatments and last.kind == "definition" else "efficacy"
    if unknown and not (treatments or conditions or terms) and not _names_condition(unknown):
        return Request(kind="unknown_concept", text=question.text, unknown=unknown)
    if treatments and not conditions and "instead" in question.text.lower():
        kind = "efficacy"
    if terms and not (treatments or conditions):
        return Request(kind="definition", text=question.text, terms=terms)
    if last.treatments and len(treatments) == 1 and is_versus(question):
        kind = "comparison"
    if kind == "comparison" and treatments:
        pair = (*last.treatments[:1], *treatments) if len(treatments) == 1 else treatments
        distinct = tuple(dict.fromkeys(pair))
        update |= {"treatments": distinct[:1], "comparators": distinct[1:]}
        if len(distinct) < 2:
            kind, update["comparators"] = "efficacy", ()
    elif treatments:
        update |= {"treatments": treatments, "comparators": ()}
    if len(treatments) >= 2 and kind == "efficacy" and fragment_kind(question) == "comparison":
        kind = "comparison"
        update |= {"treatments": treatments[:1], "comparators": treatments[1:]}
    if conditions:
        conditions = narrowed(store, question, conditions)
        update |= {"conditions": conditions, "situations": _situations(store, question, conditions)}
    elif unknown:
        update |= {"conditions": ()} if _names_condition(unknown) else {}
    if kind in ("evidence_list", "alternatives") and conditions and kind == "evidence_list":
        kind = "efficacy"
    if kind == "alternatives" and treatments:
        kind = "efficacy"
    text = question.text if kind != last.kind else f"{last.text} {question.text}"
    update |= {"kind": kind, "text": text}
    request = last.copy(update=update)
    if not request.treatments and BY_INTENT[kind].treatment == "filled":
        request = request.copy(update={"treatments": IVIG})
    return _checked(store, request, question)


def _direct(store: Store, question: Question, conversation: Conversation) -> Request:
    """A question that stands by itself, with the conversation filling what it leaves out."""
    if question.intent in SMALLTALK:
        return Request(kind="smalltalk", text=question.intent)
    intent = question.intent
    asked = asked_sentence(question)
    if is_bare(question):
        intent = fragment_kind(question)
    elif asked and is_bare(asked) and not goes_on(asked):
        intent = fragment_kind(question)  # "pemphigus, steroids wrecked my sugar. ivig?"
    elif is_bare_term(question) and (intent not in BY_INTENT or question.confidence < CLEAR_ALONE):
        intent = "definition"
    elif intent == "follow_up":
        intent = _population_follow_up(question, conversation)
    elif intent == "safety" and question.confidence < SURE_OF_HARM and names_pair(question):
        intent = intent if speaks_of_harm(question) else "efficacy"
    if intent in _WORKED_OUT and asks_for_own_dose(question.text):
        intent = "personal_advice"
    kind = BY_INTENT.get(intent, BY_INTENT["out_of_scope"])
    last = conversation.last
    treatments = _treatments(kind, question, conversation)
    conditions = _conditions(kind, question, conversation)
    if kind.name != "definition":
        conditions = narrowed(store, question, conditions)
    comparators: tuple[str, ...] = ()
    name = kind.name
    if name == "comparison":
        treatments, comparators = _sides(question, conversation)
    request = Request(
        kind=name,
        text=question.text,
        treatments=treatments,
        conditions=conditions,
        comparators=comparators,
        situations=_situations(store, question, conditions) or _kept(last, conditions, question),
        terms=question.ids("term"),
        trials=question.ids("trial"),
        unknown=_unknown(question),
        ambiguous=_open(question),
    )
    return _checked(store, request, question)


def _population_follow_up(question: Question, conversation: Conversation) -> str:
    """ "And in children?": the last kind again, with the words of the new population."""
    last = conversation.last
    if last and last.kind in BY_INTENT:
        return last.kind
    return fragment_kind(question) if question.mentions else "out_of_scope"


def _treatments(kind: Kind, question: Question, conversation: Conversation) -> tuple[str, ...]:
    last = conversation.last
    named = _asked_treatments(question)
    if kind.name in _EFFECTS and set(named) <= tried_before(question):
        named = ()  # "antibody deficiency after rituximab: does replacement help"
    if named or kind.treatment == "none":
        return named
    if kind.treatment == "context":
        return last.treatments if last and _goes_with(last, question) else ()
    if kind.treatment == "named":
        return IVIG if kind.name == "definition" and not question.mentions else ()
    if any(mention.covers == "treatment" for mention in _unknown(question)):
        return ()
    pointed = _pointed_at(question, conversation)
    if pointed and pointed.treatments:
        return pointed.treatments
    if last and last.treatments and _refers_back(kind, question):
        return last.treatments
    return IVIG


def _asked_treatments(question: Question) -> tuple[str, ...]:
    """The treatments named, without those that were only tried before ("IVIG after rituximab")."""
    named = question.ids("treatment")
    tried = tried_before(question)
    asked = tuple(each for each in named if each not in tried)
    return asked or named


def _refers_back(kind: Kind, question: Question) -> bool:
    """Whether a question without a treatment means the last one: it is short, or says "it"."""
    words = re.findall(r"[a-z']+", question.text.lower())
    pronoun = bool({"it", "this", "that", "they", "them", "its"} & set(words))
    return pronoun or not question.ids("condition") or len(words) <= 6


def _goes_with(last: Request, question: Question) -> bool:
    """Whether the question stays with the condition of before."""
    named = question.ids("condition")
    return not named or named == last.conditions


def _conditions(kind: Kind, question: Question, conversation: Conversation) -> tuple[str, ...]:
    named = question.ids("condition")
    if named or kind.condition == "none":
        return named
    pointed = _pointed_at(question, conversation)
    if pointed:
        return pointed.conditions
    if kind.condition == "named" or _names_condition(_unknown(question)) or _open(question):
        return ()
    return conversation.conditions if conversation.quiet < STALE else ()


def _pointed_at(question: Question, conversation: Conversation) -> Request | None:
    """What "the third one on that list" means: of the conditions asked about, or of a list."""
    place = _ordinal(question.text)
    last = conversation.last
    if place is None or last is None:
        return None
    if len(last.conditions) > 1:
        several: Sequence[Request] = [
            last.copy(update={"conditions": (each,)}) for each in last.conditions
        ]
    else:
        several = conversation.offered if last.kind in _LISTS else ()
    return several[place] if -len(several) <= place < len(several) else None


def _ordinal(text: str) -> int | None:
    """The place that a question names: "dose for the second one", "first of those"."""
    match = re.search(
        r"\b(?:the )?(\w+) (?:one|of (?:those|these|them)|on (?:that|the|this|your) list)\b"
        r"|\bnumber (\w+)\b",
        text.lower(),
    )
    word = (match.group(1) or match.group(2)) if match else ""
    return _ORDINALS.get(word) if word != "one" else None


def _sides(
    question: Question, conversation: Conversation
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First-named treatment, the rest as comparators; what is missing comes from before."""
    named = _asked_treatments(question)
    before = conversation.treatments
    if not named:
        named = before if len(before) > 1 else (*before, *IVIG)
    elif len(named) == 1:
        other = [each for each in (*reversed(before), *IVIG) if each not in named]
        named = (*other[:1], *named) if _names_other_side(question) else (*named, *other[:1])
    named = tuple(dict.fromkeys(named))
    return named[:1], named[1:]


def _names_other_side(question: Question) -> bool:
    """ "is it better than steroids", "vs steroids": the one that is named is the comparator."""
    first = next(each for each in question.mentions if each.kind == "treatment")
    before = question.text[: first.start].lower()
    return bool(re.search(r"\b(than|vs?|versus|to|as|against|with|or|over)\W*(the )?$", before))


def _checked(store: Store, request: Request, question: Question) -> Request:
    """Turn a request that lacks a needed part, or names only the unknown, into its own kind."""
    kind = BY_INTENT[request.kind]
    unknown_condition = _names_condition(request.unknown)
    unknown_treatment = any(each.covers == "treatment" for each in request.unknown)
    explained = bool(request.terms) and kind.name == "definition"
    if kind.about_names and unknown_condition and not (request.conditions or explained):
        return request.copy(update={"kind": "unknown_concept"})
    if unknown_treatment and not question.ids("treatment") and kind.treatment == "filled":
        if kind.about_names or not (speaks_of_infusions(question) or request.conditions):
            return request.copy(update={"kind": "unknown_concept"})
    if request.ambiguous and not request.conditions and kind.condition in ("needed", "filled"):
        return request.copy(update={"kind": "clarify"})
    if kind.name == "comparison" and not request.comparators and not unknown_treatment:
        return request.copy(update={"kind": "efficacy" if request.conditions else "clarify"})
    if kind.condition == "needed" and not request.conditions and not request.trials:
        return request.copy(update={"kind": "clarify"})
    return request


def _gate(request: Request, question: Question, conversation: Conversation) -> Request:
    """Nothing is answered on a guess: an unsure reading with nothing linked is out of scope."""
    if request.kind in ("smalltalk", "out_of_scope"):
        return request
    if is_bare(question) or question.intent == "choose":
        return request
    linked = [each for each in question.mentions if each.covers != "unrecognised"]
    going_on = conversation.last is not None and len(question.text.split()) <= GOES_ON
    if not linked and question.intent in BY_INTENT and request.kind not in _OF_PERSONS:
        if request.kind == "definition" or not is_ours(question, going_on):
            return Request(kind="out_of_scope", text=question.text)
    floor = CLEAR if linked or going_on else CLEAR_ALONE
    if question.confidence >= floor:
        return request
    if question.ids("condition") or question.ids("treatment"):
        return request if question.confidence >= floor / 2 else _unsure(request)
    return Request(kind="out_of_scope", text=question.text)


def _unsure(request: Request) -> Request:
    return request.copy(update={"kind": "clarify"})


def _unknown(question: Question) -> tuple[Mention, ...]:
    """Names that are not covered; a word that nothing recognises counts only by itself."""
    known = [each for each in question.mentions if each.kind == "uncovered"]
    named = [each for each in known if each.covers != "unrecognised"]
    if named or question.ids("condition"):
        return tuple(named)
    return tuple(known)


def _names_condition(unknown: Sequence[Mention]) -> bool:
    return any(each.covers in ("condition", "unrecognised") for each in unknown)


def _open(question: Question) -> tuple[Mention, ...]:
    return tuple(each for each in question.mentions if each.kind == "ambiguous")


def _situations(store: Store, question: Question, conditions: Sequence[str]) -> tuple[str, ...]:
    """The situations that the question names, by full name or by a word beside the condition."""
    named = [each.situation for each in question.mentions if each.situation]
    text = f" {key(rest_of(question))} "
    cued = [
        situation.id
        for condition in conditions
        for situation in store.conditions[condition].situations
        if any(f" {key(cue)} " in text or f" {key(cue)}s " in text for cue in situation.cues)
    ]
    return tuple(dict.fromkeys([*named, *cued]))


def _kept(last: Request | None, conditions: Sequence[str], question: Question) -> tuple[str, ...]:
    """The situation of before, while the conversation stays with the same condition."""
    if last and not question.ids("condition") and tuple(conditions) == last.conditions:
        return last.situations
    return ()


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
    if not question.ids("treatment") and request.treatments not in ((), IVIG):
        treatments = request.treatments
    return (*treatments, *conditions)
