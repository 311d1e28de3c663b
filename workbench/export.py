"""`export csv|json-ld`: the claims for other programs, each with its sources."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import click

from evidence.citation import citation, link
from evidence.model import Claim, Concept, Source
from evidence.store import Store
from evidence.voice import comparator_name, statement_of
from evidence.wording import Register
from workbench.desk import Refusal, counted, knowledge_option, opened

COLUMNS = (
    "id", "type", "treatment", "treatment_name", "condition", "condition_name", "group",
    "situation", "population", "outcome", "comparator", "direction", "size", "certainty",
    "certainty_basis", "because", "basis", "headline", "agency", "status", "product", "body",
    "year", "retired", "stance", "plain", "clinical", "numbers", "sources", "links", "reviewed",
    "review_due", "reviewed_by", "second_reader",
)  # fmt: skip
"""The columns of the CSV, in this order. New ones are added at the end."""
_OWN = "urn:ivig-evidence:"


@click.command()
@click.argument("form", type=click.Choice(["csv", "json-ld"]))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; the terminal by default.",
)  # fmt: skip
@knowledge_option
def export(form: str, output: Path | None, folder: Path) -> None:
    """Export every claim with its wording, its certainty and its sources.

    The CSV has one row a claim and a fixed order of columns; several values in a cell stand on
    lines of their own. The JSON-LD uses schema.org's words where it has them.
    """
    store = opened(folder)
    text = as_csv(store) if form == "csv" else as_json_ld(store)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Refusal(f"{output} cannot be written: {error.strerror}.") from None
    click.echo(f"{counted(len(store.claims), 'claim')} written to {output}.")


def as_csv(store: Store) -> str:
    """One row a claim, by id; UTF-8 text with a header (RFC 4180)."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for claim in sorted(store.claims.values(), key=lambda each: each.id):
        writer.writerow(_row(store, claim))
    return out.getvalue()


def _row(store: Store, claim: Claim) -> dict[str, str]:
    condition = store.conditions[claim.condition] if claim.condition else None
    sources = [store.sources[each] for each in claim.sources]
    row = {name: _cell(getattr(claim, name, None)) for name in COLUMNS}
    return row | {
        "treatment_name": store.treatments[claim.treatment].name,
        "condition_name": condition.name if condition else "",
        "group": condition.group if condition else "",
        "plain": _said(store, claim, Register.PLAIN),
        "clinical": _said(store, claim, Register.CLINICAL),
        "sources": "\n".join(f"{each.id}: {citation(each)}" for each in sources),
        "links": "\n".join(link(each) or "" for each in sources),
        "second_reader": _cell(claim.seen_twice),
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "\n".join(str(each) for each in value)
    return str(getattr(value, "value", value))


def _said(store: Store, claim: Claim, style: Register) -> str:
    return " ".join(each.text for each in statement_of(store, claim, style))


def as_json_ld(store: Store) -> str:
    """A graph of sources, conditions, treatments and claims."""
    context = {
        "@vocab": _OWN,
        "schema": "https://schema.org/",
        "id": "@id",
        "type": "@type",
        **{name: f"schema:{name}" for name in ("name", "about", "citation", "text", "url")},
        **{name: f"schema:{name}" for name in ("alternateName", "datePublished", "author")},
        "group": "schema:relevantSpecialty",
    }
    graph = [
        *(_concept(each, "schema:MedicalCondition") for each in _sorted(store.conditions)),
        *(_concept(each, "schema:MedicalTherapy") for each in _sorted(store.treatments)),
        *(_source(each) for each in _sorted(store.sources)),
        *(_claim(store, each) for each in _sorted(store.claims)),
    ]
    about = {"id": f"{_OWN}record", "type": "schema:Dataset", "name": "IVIG evidence"}
    about |= {"version": store.hash, "reviewed": str(store.date)}
    text = json.dumps(
        {"@context": context, "@graph": [about, *graph]}, ensure_ascii=False, indent=1
    )
    return text + "\n"


def _sorted(table: dict[str, Any]) -> list[Any]:
    return [table[each] for each in sorted(table)]


def _concept(concept: Concept, kind: str) -> dict[str, Any]:
    return _kept(
        {
            "id": _iri("concept", concept.id),
            "type": kind,
            "name": concept.name,
            "alternateName": list(dict.fromkeys(concept.names[1:])),
            "parent": {"id": _iri("concept", concept.parent)} if concept.parent else None,
            "group": getattr(concept, "group", None),
        }
    )


def _source(source: Source) -> dict[str, Any]:
    return _kept(
        {
            "id": _iri("source", source.id),
            "type": "schema:CreativeWork",
            "name": source.title,
            "author": source.authors,
            "datePublished": str(source.year) if source.year else None,
            "text": None,
            "url": link(source),
            "doi": source.doi,
            "pmid": source.pmid,
            "checked": source.checked,
            "retracted": source.retracted,
            "superseded": source.superseded,
        }
    )


def _claim(store: Store, claim: Claim) -> dict[str, Any]:
    plain = json.loads(claim.json(exclude={"id", "type", "sources", "statement"}))
    told = {
        **plain,
        "id": _iri("claim", claim.id),
        "type": "schema:Claim",
        "claimType": getattr(claim, "type", None),
        "text": _said(store, claim, Register.PLAIN),
        "clinical": _said(store, claim, Register.CLINICAL),
        "treatment": {"id": _iri("concept", claim.treatment)},
        "condition": {"id": _iri("concept", claim.condition)} if claim.condition else None,
        "comparator": comparator_name(store, getattr(claim, "comparator", None)) or None,
        "citation": [{"id": _iri("source", each)} for each in claim.sources],
        "secondReader": claim.seen_twice,
    }
    return _kept(told)


def _kept(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is not on record."""
    return {name: value for name, value in told.items() if value not in (None, [], "")}


def _iri(kind: str, record_id: str) -> str:
    return f"{_OWN}{kind}:{record_id}"
