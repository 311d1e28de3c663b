"""What is it? A condition, a treatment, a trial or a word of the field, in a sentence or two."""

from __future__ import annotations

from evidence.draft import Draft, Sentence
from evidence.offers import offers_for
from evidence.question import Request
from evidence.store import Store
from evidence.voice import in_register, name_of
from evidence.wording import Register, capitalise


def answer(store: Store, request: Request, style: Register) -> Draft:
    """The definition of each concept asked about; its sources stand in its own line."""
    draft = Draft(request)
    wanted = (*request.terms, *request.trials, *request.conditions, *request.treatments)
    for concept_id in wanted[:3]:
        _define(store, draft, concept_id, style)
    if not draft.paragraphs:
        draft.kind = "no_record"
        draft.say(store.wording.phrase("no_definition"))
    draft.offers = offers_for(store, request)
    return draft


def _define(store: Store, draft: Draft, concept_id: str, style: Register) -> None:
    concept = store.concept(concept_id)
    if concept_id in store.trials:
        trial = store.trials[concept_id]
        draft.say(Sentence(in_register(trial.statement, style), sources=trial.sources))
    elif concept.definition:
        text = in_register(concept.definition, style)  # type: ignore[arg-type]
        named = any(name.lower() in text.lower()[:60] for name in (concept.name, concept.label))
        told = text if named else f"{name_of(store, concept_id)}: {text[:1].lower()}{text[1:]}"
        draft.say(Sentence(capitalise(told), sources=concept.definition.sources))
    else:
        draft.say(store.wording.phrase("no_definition_of", name=concept.label))
