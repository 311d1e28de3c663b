"""What the evidence map shows: a cell for every headline finding on record."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.lookup import pairs_on_record
from evidence.offers import question_of
from evidence.store import Store


@dataclass(frozen=True)
class Cell:
    """One finding as the map draws it.

    Ids are the store's slugs and names are as people read them. `group` is the condition's
    specialty; `situation` is the name of the situation that the finding holds for, or None for
    the condition as a whole. `question` asks the assistant about the pair.
    """

    treatment: str
    treatment_name: str
    condition: str
    condition_name: str
    situation: str | None
    group: str
    direction: str
    certainty: str
    certainty_basis: str
    question: str


def cells(store: Store) -> list[Cell]:
    """Every headline of the store, ordered by group, condition, treatment and situation."""
    found = []
    for claim in pairs_on_record(store):
        if claim.condition is None:
            continue
        condition = store.conditions[claim.condition]
        treatment = store.treatments[claim.treatment]
        situations = {each.id: each.name for each in condition.situations}
        found.append(
            Cell(
                treatment=treatment.id,
                treatment_name=treatment.label,
                condition=condition.id,
                condition_name=condition.name,
                situation=situations[claim.situation] if claim.situation else None,
                group=condition.group,
                direction=claim.direction.value,
                certainty=claim.certainty.value,
                certainty_basis=claim.certainty_basis.value,
                question=question_of(store, "efficacy", treatment.id, condition.label),
            )
        )
    return sorted(
        found,
        key=lambda cell: (
            cell.group,
            cell.condition_name.casefold(),
            cell.treatment_name.casefold(),
            cell.situation or "",
        ),
    )
