"""`show CONDITION`: what the assistant will say, every kind, both registers."""

from __future__ import annotations

from pathlib import Path

import click
from rich.panel import Panel
from rich.text import Text

from evidence.store import Store
from evidence.wording import Register
from workbench import find
from workbench.asking import ABOUT_A_CONDITION, Asked, about_pair, answer, sentence, treatments_for
from workbench.desk import counted, knowledge_option, opened, terminal

ONLY_OF_CONDITION = ("definition", "alternatives")  # the same whatever the treatment
BOTH = "both"


@click.command()
@click.argument("condition", nargs=-1, required=True)
@click.option("-t", "--treatment", "treatments", multiple=True, help="Only this treatment.")
@click.option(
    "-k", "--kind", "kinds", multiple=True, type=click.Choice(ABOUT_A_CONDITION),
    help="Only this question kind.",
)  # fmt: skip
@click.option(
    "-r", "--register", "register", type=click.Choice([BOTH, *(each.value for each in Register)]),
    default=BOTH, show_default=True, help="For everybody (plain), or for clinicians.",
)  # fmt: skip
@knowledge_option
def show(
    condition: tuple[str, ...],
    treatments: tuple[str, ...],
    kinds: tuple[str, ...],
    register: str,
    folder: Path,
) -> None:
    """Show what the assistant will say about CONDITION: every question kind, both registers.

    CONDITION is an id, any name or a misspelling. The answers come through the assistant's own
    door, so they are what a person reads. Without --treatment, every treatment with a record in
    the condition is asked about.
    """
    store = opened(folder)
    found = find.condition(store, " ".join(condition))
    named = [find.treatment(store, each) for each in treatments]
    out = terminal()
    for each in (found, *named):
        if each.read_as:
            out.print(f"Read as {each.read_as} (`{each.id}`).")
    styles = tuple(Register) if register == BOTH else (Register(register),)
    shown = tuple(each.id for each in named) or treatments_for(store, found.id)
    for place, treatment in enumerate(shown):
        chosen = kinds or ABOUT_A_CONDITION
        if place:
            chosen = tuple(kind for kind in chosen if kind not in ONLY_OF_CONDITION)
        for asked in about_pair(store, treatment, found.id, chosen, styles[0]):
            out.print(_panel(store, asked, styles))
    out.print(_summary(store, found.id, shown))


def _panel(store: Store, asked: Asked, styles: tuple[Register, ...]) -> Panel:
    """One question; its answer once where both registers say the same."""
    texts = {}
    for style in styles:
        said = answer(
            store, Asked(asked.kind, asked.treatment, asked.condition, asked.comparator, style)
        )
        texts[style] = said.text
    body = Text()
    if len(set(texts.values())) == 1:
        body.append(next(iter(texts.values())))
    else:
        for style, text in texts.items():
            body.append(f"{style.value}\n", style="bold cyan")
            body.append(f"{text}\n\n")
        body.rstrip()
    kind = said.kind if said.kind == asked.kind else f"{asked.kind} → {said.kind}"
    return Panel(
        body,
        title=Text(f"{kind} · {sentence(store, asked)}"),
        title_align="left",
        border_style="dim" if said.kind == "no_record" else "",
    )


def _summary(store: Store, condition: str, treatments: tuple[str, ...]) -> str:
    claims = [claim for claim in store.claims.values() if claim.condition == condition]
    seen = sum(claim.seen_twice for claim in claims)
    names = ", ".join(store.concept(each).label for each in treatments)
    return (
        f"{store.conditions[condition].name}: {counted(len(claims), 'claim')} of its own, "
        f"{seen} seen by a second reader. Asked about: {names}."
    )
