"""`new claim`: what a source says of a treatment in a condition, and the sentence it becomes."""

from __future__ import annotations

import getpass
import subprocess
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from evidence.figures import numbers_in
from evidence.loading import CLAIM_TYPES, nearest
from evidence.model import Claim
from evidence.store import Store
from evidence.voice import certainty_of, statement_of
from evidence.wording import Register
from workbench import fields, find, prompts
from workbench.cite import ask_sources
from workbench.desk import Refusal, knowledge_option, opened
from workbench.places import place_of
from workbench.saving import Addition, ask_id, save, slug, without_empty

YEARS = 2  # until a claim is reviewed again
BY_HAND = ("article", "safety")  # rare: written into the file
FIRST = ("population", "outcome", "comparator", "direction", "size", "sides")
LAST = ("certainty", "searched", "certainty_basis", "because", "statement", "beside", "numbers",
        "basis", "headline")  # fmt: skip
OPEN = ("mechanism", "administration", "safety", "dosing", "timing", "approval")
"""Types that may hold for a treatment in general."""
LAST_OF_LEXICON = {"efficacy": "because", "approval": "as_of"}
"""Types that the lexicon words, and the field after which it can."""
WRITTEN = ("id", "type", "treatment", "condition", "situation", "population", "outcome",
           "comparator", "direction", "size", "sides", "headline", "statement", "beside", "numbers",
           "basis", "certainty", "certainty_basis", "because", "searched")  # fmt: skip
END = ("sources", "reviewed", "review_due", "reviewed_by")


@click.command()
@click.argument("condition", nargs=-1)
@knowledge_option
def claim(condition: tuple[str, ...], folder: Path) -> None:
    """Add a claim about CONDITION (asked for where it is left out).

    Shows the sentence that the assistant will say before anything is written.
    """
    store = opened(folder)
    told: dict[str, Any] = {"type": prompts.choice("Type", list(CLAIM_TYPES), "efficacy")}
    told["condition"] = _condition(store, " ".join(condition), told["type"] in OPEN)
    told["treatment"] = _treatment(store, "Treatment", "ivig")
    told["situation"] = _situation(store, told["condition"])
    model = CLAIM_TYPES[told["type"]]
    for name in _names(model):
        if _belongs(name, told, model):
            told[name] = _one(store, model, name, told)
            if name == LAST_OF_LEXICON.get(told["type"]):
                _preview(store, told)
    ids, additions = ask_sources(store)
    told |= {"sources": ids, **_review()}
    about = told.get("outcome") or told.get("topic") or told.get("aspect") or told.get("body") or ""
    parts = (told["condition"] or "", told["treatment"], str(about), told["type"])
    told["id"] = ask_id(_id(parts), store.claims)
    record = _ordered(told)
    model.parse_obj(record)
    file, after = place_of(folder, record)
    if save(folder, [*additions, Addition(file, "claims", record, after)], lambda each: False):
        _preview_of(store, model.parse_obj(record))
        click.echo("Next: `make train`, and the assistant says it.")


def _names(model: Any) -> list[str]:
    """The fields to ask for, in the order in which a paper is read."""
    known = {"id", "type", "treatment", "condition", "situation", *END, *BY_HAND}
    special = [each for each in model.__fields__ if each not in {*known, *FIRST, *LAST}]
    ordered = [*FIRST, *special, *LAST]
    return [each for each in ordered if each in model.__fields__]


def _belongs(name: str, told: Mapping[str, Any], model: Any) -> bool:
    """Whether a field is asked for, after the answers so far."""
    direction = told.get("direction")
    if name in ("certainty", "certainty_basis", "because"):
        return bool(model.__fields__[name].required)
    if name == "size":
        return direction in ("benefit", "harm")
    if name == "sides":
        return direction == "mixed"
    if name == "searched":
        return told.get("certainty") == "none"
    if name == "statement" and told["type"] in LAST_OF_LEXICON:
        return prompts.yes("Would that sentence mislead: write one of your own?", False)
    if name == "beside":
        return prompts.yes("Does a reader need something beside it, attributed?", False)
    return True


def _one(store: Store, model: Any, name: str, told: Mapping[str, Any]) -> Any:
    if name == "comparator":
        return _comparator(store)
    defaults = {"certainty_basis": "judged", "as_of": date.today(), "headline": True}
    default = defaults.get(name)
    if name == "headline":
        same = (told["condition"], told["situation"])
        headlines = store.headlines(told["treatment"], told["condition"])
        default = not any((each.condition, each.situation) == same for each in headlines)
    if name == "numbers":
        _remind(told)
    return fields.asked(model, name, default, told)


def _remind(told: Mapping[str, Any]) -> None:
    """Which numbers of the sentences must be given once more, as the source states them."""
    worded = [text for part in ("statement", "beside") for text in (told.get(part) or {}).values()]
    listed = " ".join(str(told.get(each) or "") for each in ("because", "population", "outcome"))
    missing = sorted(numbers_in(" ".join(worded)) - numbers_in(listed))
    if missing:
        prompts.tell(f"Your sentences say {', '.join(missing)}: give each as the source states it.")


def _preview(store: Store, told: Mapping[str, Any]) -> None:
    """The sentence that the lexicon makes, before the rest is asked for."""
    rest = {"id": "draft", "sources": (), "basis": "expert opinion", **_review_dates()}
    record = without_empty({**told, **rest, "reviewed_by": ("draft",)})
    _preview_of(store, CLAIM_TYPES[told["type"]].parse_obj({**record, "sources": ()}))


def _preview_of(store: Store, claim: Any) -> None:
    assert isinstance(claim, Claim)
    for style in Register:
        said = " ".join(each.text for each in statement_of(store, claim, style))
        click.secho(f"  {style.value}: {said}", fg="green")
    sure = certainty_of(store, claim)
    if sure:
        click.secho(f"  {sure.text}", fg="green")


def _condition(store: Store, given: str, optional: bool) -> str | None:
    hint = "any name; left empty for a treatment in general" if optional else "any name of it"
    while True:
        given = given or prompts.text("Condition", hint, "", optional)
        if not given:
            return None
        try:
            found = find.condition(store, given)
        except Refusal as refusal:
            prompts.tell(str(refusal.message))
            given = ""
            continue
        if found.read_as:
            prompts.tell(f"Read as {found.read_as} (`{found.id}`).")
        return found.id


def _treatment(store: Store, label: str, default: str) -> str:
    while True:
        try:
            return find.treatment(store, prompts.text(label, "", default)).id
        except Refusal as refusal:
            prompts.tell(str(refusal.message))


def _situation(store: Store, condition: str | None) -> str | None:
    known = [each.id for each in store.conditions[condition].situations] if condition else []
    return prompts.choice("Situation", known, "", optional=True) or None if known else None


def _comparator(store: Store) -> str | None:
    """A treatment by any name, or placebo and the like by id."""
    likes = list(store.wording.placebo_like)
    while True:
        given = prompts.text("Compared with", f"{' · '.join(likes)}, or a treatment", "", True)
        if not given or given in likes:
            return given or None
        near = nearest(given, likes)
        try:
            return find.treatment(store, given).id
        except Refusal as refusal:
            hint = f" Or did you mean `{near}`?" if near else ""
            prompts.tell(f"{refusal.message}{hint}")


def _review() -> dict[str, Any]:
    dates = _review_dates()
    reader = prompts.text("Reviewed by", fields.WORDS["reviewed_by"][1], _name())
    reviewed = prompts.day("Reviewed on", dates["reviewed"])
    due = prompts.day("Review due on", dates["review_due"])
    return {"reviewed": reviewed, "review_due": due, "reviewed_by": (reader,)}


def _review_dates() -> dict[str, date]:
    today = date.today()
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return {"reviewed": today, "review_due": date(today.year + YEARS, today.month, day)}


def _name() -> str:
    """The curator's name as git knows it, else the account's."""
    done = subprocess.run(
        ["git", "config", "user.name"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or getpass.getuser()


def _id(parts: tuple[str, ...]) -> str:
    """ "mmn-ivig-grip-strength"; the type stands in where nothing else tells it apart."""
    condition, treatment, about, kind = parts
    names = [condition, treatment, slug(about, 3) or kind]
    return "-".join(each for each in names if each)


def _ordered(told: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its keys in the order of the house."""
    record = without_empty(told)
    middle = [each for each in record if each not in {*WRITTEN, *END}]
    head = [each for each in WRITTEN[:5] if each in record]
    body = [each for each in WRITTEN[5:] if each in record]
    return {each: record[each] for each in [*head, *middle, *body, *END] if each in record}
