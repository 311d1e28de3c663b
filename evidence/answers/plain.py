"""Answers that state no evidence, or only the general finding beside honest words.

Topics outside the record, unknown diseases, unclear questions, advice about a person,
what the assistant is, small talk, and everything else.
"""

from __future__ import annotations

import re

from evidence.answers.efficacy import say_briefly
from evidence.answers.topics import for_persons
from evidence.draft import Draft, Offer
from evidence.lookup import by_weight, effects
from evidence.model import Uncovered
from evidence.names import key
from evidence.offers import ask_about, offers_for
from evidence.question import Request, each_once
from evidence.store import Store
from evidence.voice import name_of
from evidence.wording import Register

STOPPING = re.compile(
    r"\b(stop\w*|quit\w*|come off|coming off|get off|give up|skip\w*|cut\w*|reduce|reducing|lower"
    r"|taper\w*|wean\w*|drop\w*|miss\w*|chang\w*|switch\w*|delay\w*|halve|half)\b",
    re.IGNORECASE,
)
DOSE = re.compile(
    r"\b(how (much|many)|dos\w+|grams?|kg|kilos?|lbs?|pounds?|mg|weigh\w*"
    r"|bottles?|vials?|calculate)\b",
    re.IGNORECASE,
)
TOPICS = {
    "cost": r"\b(cost\w*|pric\w*|pay\w*|insur\w*|medicare|medicaid|cover\w*|afford\w*|expensive"
    r"|cheap\w*|fund\w*|reimburs\w*|copay|bill\w*|financ\w*|money|denied|prior auth\w*)\b",
    "supply": r"\b(shortage\w*|availab\w*|supply|supplies|where can|buy|get hold|pharmacy"
    r"|clinic\w*|hospital\w*|centres?|centers?|near me|doctor who|find a)\b",
    "course": r"\b(symptom\w*|signs?|prognosis|outlook|life expectancy|fatal|terminal|die|deadly"
    r"|diagnos\w*|test for|caus\w*|hereditary|genetic|contagious|run in families|how common"
    r"|cure|curable|live with|diet|exercise|vitamin\w*|recover\w*|get worse|progress\w*|rare"
    r"|walk|permanent|remission|go away)\b",
}


def topic_not_recorded(store: Store, request: Request, style: Register) -> Draft:
    """Understood, but a topic that the record does not hold: cost, supply, symptoms, outlook."""
    draft = Draft(request)
    topic = next(
        (name for name, words in TOPICS.items() if re.search(words, request.text, re.IGNORECASE)),
        "other",
    )
    if topic in ("cost", "supply"):
        draft.request = request = request.copy(update={"conditions": ()})
    elif topic == "course" and request.conditions:
        draft.request = request = request.copy(update={"treatments": ()})
    about = " and ".join(name_of(store, each) for each in request.conditions)
    draft.say(store.wording.phrase(f"not_recorded_{topic}"))
    if about and topic in ("course", "other"):
        draft.say(store.wording.phrase("not_recorded_about", condition=about))
    draft.offers = offers_for(store, request.copy(update={"kind": "no_record"}))
    return draft


def unknown_concept(store: Store, request: Request, style: Register) -> Draft:
    """Only names that the store does not cover: said by name, with what truly is near."""
    draft = Draft(request)
    for mention in each_once(request.unknown):
        record = _uncovered(store, mention.name or mention.text)
        if mention.covers == "unrecognised":
            draft.say(store.wording.phrase("unrecognised", name=mention.text))
            continue
        about = "unknown_treatment" if mention.covers == "treatment" else "unknown_condition"
        treatment = " or ".join(store.concept(each).label for each in request.treatments) or "IVIG"
        draft.say(
            store.wording.phrase(
                about,
                treatment=treatment,
                name=mention.name or mention.text,
                condition=" and ".join(name_of(store, each) for each in request.conditions),
            )
        )
        near = record.near if record else mention.near
        if near:
            draft.say(store.wording.phrase("nearest", names=_labels(store, near)))
            draft.offers += ask_about(
                store,
                Request(kind="efficacy", treatments=request.treatments),
                tuple(each for each in near if each in store.conditions),
            )
            for drug in (each for each in near if each in store.treatments):
                known = tuple(each for each in request.conditions if effects(store, drug, each))
                instead = Request(kind="efficacy", treatments=(drug,))
                draft.offers += ask_about(store, instead, known)
    if not draft.offers:
        draft.say(store.wording.phrase("covered_examples"))
        draft.offers = offers_for(store, request)
    return draft


def _uncovered(store: Store, name: str) -> Uncovered | None:
    for record in store.uncovered:
        if key(name) in [key(each) for each in (record.name, *record.aliases)]:
            return record
    return None


def _labels(store: Store, ids: tuple[str, ...]) -> str:
    return ", ".join(store.concept(each).name for each in ids)


def personal_advice(store: Store, request: Request, style: Register) -> Draft:
    """No advice for a person: what may be dangerous first, who to ask, and the general record."""
    draft = Draft(request)
    if STOPPING.search(request.text):
        steroids = set(request.treatments) & set(store.family("corticosteroids"))
        draft.say(store.wording.phrase("do_not_stop_steroids" if steroids else "do_not_stop"))
    elif DOSE.search(request.text):
        draft.say(store.wording.phrase("no_dose_for_you"))
    else:
        draft.say(store.wording.phrase("no_advice"))
    for condition in request.conditions[:1]:
        for treatment in request.treatments[:1]:
            found = effects(store, treatment, condition, request.situations)
            if found and not STOPPING.search(request.text):
                draft.say(store.wording.phrase("in_general"))
                say_briefly(store, draft, (treatment, condition), found, style)
    if not (request.conditions or STOPPING.search(request.text) or DOSE.search(request.text)):
        told = for_persons(store, request, style)
        draft.say(store.wording.phrase("in_general") if told else None, *told)
    draft.say(store.wording.phrase("who_to_ask"))
    if not (request.conditions or draft.claims):
        draft.say(store.wording.phrase("name_a_condition"))
    draft.offers = offers_for(store, request)
    return draft


def capabilities(store: Store, request: Request, style: Register) -> Draft:
    """What this is, what it can answer, and how it is checked."""
    draft = Draft(request)
    draft.say(
        store.wording.phrase(
            "capabilities",
            conditions=str(len(store.conditions)),
            claims=str(len(store.claims)),
            date=f"{store.date.day} {store.date:%B %Y}",
        )
    )
    draft.say(store.wording.phrase("capabilities_limits"))
    draft.offers = examples(store)
    return draft


def examples(store: Store) -> list[Offer]:
    """Three questions to start with, on the conditions with the fullest record."""
    return ask_about(store, Request(kind="efficacy", treatments=("ivig",)), by_weight(store)[:3])


def smalltalk(store: Store, request: Request, style: Register) -> Draft:
    """Greeting, thanks, goodbye, start over: one short sentence each."""
    draft = Draft(request)
    draft.say(store.wording.phrase(request.text))
    if request.text in ("greet", "start_over"):
        draft.offers = examples(store)
    return draft


def clarify(store: Store, request: Request, style: Register) -> Draft:
    """A part is missing or has two readings: one question back, with what it may have been."""
    draft = Draft(request)
    draft.say(store.wording.phrase("which_condition"))
    return draft


def out_of_scope(store: Store, request: Request, style: Register) -> Draft:
    """Says what it can answer; never guesses."""
    draft = Draft(request)
    draft.say(store.wording.phrase("out_of_scope"))
    draft.offers = examples(store)
    return draft
