"""`coverage`: which condition has claims of which kind, and what is missing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.table import Table

from evidence.loading import CLAIM_TYPES, nearest
from evidence.lookup import line_of
from evidence.model import Certainty, Efficacy
from evidence.store import Store
from workbench.desk import Refusal, counted, knowledge_option, opened, terminal

COMPARED = "comparison"  # an efficacy claim against another treatment
KINDS = ("efficacy", COMPARED, *(kind for kind in CLAIM_TYPES if kind != "efficacy"), "definition")
FROM_PARENT = ("efficacy", COMPARED, "dosing", "timing", "predictor", "approval", "guideline")
"""Kinds that a parent's claims answer where a condition has none."""
WANTED = ("efficacy", "dosing", "timing", "approval", "guideline", "definition")
"""What a person asks of every condition; the rest depends on the condition."""
SHORT = {
    "efficacy": "effect", "comparison": "versus", "dosing": "dose", "timing": "time",
    "predictor": "who", "approval": "appr.", "guideline": "guide", "mechanism": "how",
    "administration": "given", "safety": "safety", "definition": "what",
}  # fmt: skip
INHERITED, MISSING = "↑", "·"


@click.command()
@click.option("-g", "--group", help="Only the conditions of this specialty.")
@click.option("-m", "--missing", is_flag=True, help="Only conditions that lack something wanted.")
@knowledge_option
def coverage(group: str | None, missing: bool, folder: Path) -> None:
    """Count the claims of each condition by kind, and show what is missing.

    A number counts the condition's own claims, ↑ means that a parent's claim answers, and · that
    nothing is on record. Wanted of every condition: an effect, a dose, timing, an approval, a
    guideline, a definition.
    """
    store = opened(folder)
    groups = sorted({each.group for each in store.conditions.values()})
    if group and group not in groups:
        near = nearest(group, groups)
        hint = f" Did you mean “{near}”?" if near else ""
        raise Refusal(f"No condition has the group “{group}”.{hint} Groups: {', '.join(groups)}.")
    rows = {each: row(store, each) for each in store.conditions}
    shown = [
        each
        for each in sorted(rows, key=lambda each: _order(store, each))
        if (not group or store.conditions[each].group == group)
        and (not missing or lacking(rows[each]))
    ]
    out = terminal()
    if shown:
        out.print(_table(store, {each: rows[each] for each in shown}))
    for line in _summary({each: rows[each] for each in shown}):
        out.print(line)
    claims = list(store.claims.values())
    seen = sum(claim.seen_twice for claim in claims)
    out.print(
        f"{seen} of {counted(len(claims), 'claim')} of the whole record "
        f"{'has' if seen == 1 else 'have'} been seen by a second reader."
    )


def row(store: Store, condition: str) -> dict[str, str]:
    """For each kind the number of a condition's own claims, ↑ where a parent answers, else ·."""
    own, *above = (_counts(store, each) for each in line_of(store, condition))
    return {
        kind: str(own[kind])
        if own[kind]
        else (INHERITED if kind in FROM_PARENT and any(each[kind] for each in above) else MISSING)
        for kind in KINDS
    }


def _order(store: Store, condition: str) -> tuple[str, str]:
    """By specialty, then by name."""
    record = store.conditions[condition]
    return record.group, record.name.casefold()


def lacking(counts: dict[str, str]) -> list[str]:
    """The wanted kinds of which nothing is on record."""
    return [kind for kind in WANTED if counts[kind] == MISSING]


def _counts(store: Store, condition: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for claim in store.claims.values():
        if claim.condition != condition:
            continue
        compared = isinstance(claim, Efficacy) and claim.comparator in store.treatments
        counts[COMPARED if compared else claim.type] += 1
        if compared and isinstance(claim, Efficacy) and claim.headline:
            counts["efficacy"] += 1  # it answers "does it help?" too
    counts["definition"] = int(store.conditions[condition].definition is not None)
    return counts


def _table(store: Store, rows: dict[str, dict[str, str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", row_styles=["", "on grey11"])
    table.add_column("condition", no_wrap=True, max_width=46)
    for kind in KINDS:
        head = SHORT.get(kind, kind)
        table.add_column(head, justify="right", min_width=len(head))
    table.add_column("surest", no_wrap=True, min_width=8)
    group = None
    for condition, counts in rows.items():
        record = store.conditions[condition]
        if record.group != group:
            group = record.group
            table.add_row(group.upper(), style="bold cyan")
        table.add_row(record.name, *counts.values(), _surest(store, condition))
    return table


def _surest(store: Store, condition: str) -> str:
    levels = list(Certainty)
    found = [
        claim.certainty
        for claim in store.of_type(Efficacy)
        if claim.condition == condition and claim.headline
    ]
    return min(found, key=levels.index).value if found else ""


def _summary(rows: dict[str, dict[str, str]]) -> list[str]:
    lines = [f"{counted(len(rows), 'condition')}. Nothing on record, by kind wanted:"]
    for kind in WANTED:
        without = [each for each, counts in rows.items() if counts[kind] == MISSING]
        if without:
            some = ", ".join(without[:6]) + (", …" if len(without) > 6 else "")
            lines.append(f"  {kind}: {len(without)} ({some})")
    return lines if len(lines) > 1 else [f"{counted(len(rows), 'condition')}; nothing is missing."]
