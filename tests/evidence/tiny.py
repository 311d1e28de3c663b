"""A tiny store that is sound: two conditions, two treatments, a claim of most types.

Tests change one place of it, or a few, and see what the checks say.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from evidence.store import problems_of
from evidence.yamlfile import Problem
from service.settings import ROOT

KNOWLEDGE = ROOT / "knowledge"
WORDING = "wording.yml"

FILES = {
    "conditions/limp.yml": """\
conditions:
  - id: limp
    name: slow limp disease
    short: SLD
    group: neurology
    aliases:
      - creeping limp
    situations:
      - id: flare
        name: a flare
        phrase: In a flare
        cues: [flare]
    definition:
      plain: A rare disease of the legs.
      clinical: A rare disorder of the lower limbs.
      sources: [limp-review]
  - id: limp-mild
    name: mild limp
    parent: limp
    group: neurology

claims:
  - id: limp-ivig-walking
    type: efficacy
    treatment: ivig
    condition: limp
    population: adults with slow limp disease
    outcome: walking speed
    comparator: placebo
    direction: benefit
    headline: true
    basis: systematic review of RCTs
    certainty: moderate
    certainty_basis: stated
    because: a review pooled three trials with 90 people
    sources: [limp-review]
    reviewed: 2026-01-10
    review_due: 2028-01-10
    reviewed_by: [first reader]
  - id: limp-ivig-or-exchange
    type: efficacy
    treatment: ivig
    condition: limp
    population: adults with slow limp disease
    outcome: walking speed at one year
    comparator: plasma-exchange
    direction: worse
    basis: one RCT
    certainty: low
    certainty_basis: judged
    because: one small trial compared the two
    statement:
      plain: In slow limp disease, IVIG may help less than plasma exchange.
      clinical: In slow limp disease, IVIG may be less effective than plasma exchange.
    sources: [limp-trial]
    reviewed: 2026-01-10
    review_due: 2028-01-10
    reviewed_by: [first reader]
  - id: limp-ivig-dose
    type: dosing
    condition: limp
    statement:
      plain: "As published: 2 g per kg of body weight over five days."
      clinical: "As published: 2 g/kg over five days."
    numbers: [2 g/kg over five days]
    basis: one RCT
    sources: [limp-trial]
    reviewed: 2026-01-11
    review_due: 2028-01-11
    reviewed_by: [first reader]
  - id: limp-ivig-predictor
    type: predictor
    condition: limp
    factor: younger age
    statement:
      plain: Younger people may do better.
      clinical: Younger age may predict a better response.
    basis: observational studies
    certainty: low
    certainty_basis: judged
    because: one cohort of 40 people found it
    sources: [limp-trial]
    reviewed: 2026-01-11
    review_due: 2028-01-11
    reviewed_by: [first reader]
  - id: limp-fda
    type: approval
    condition: limp
    agency: FDA
    status: off-label
    as_of: 2026-01-10
    basis: regulatory document
    sources: [limp-review]
    reviewed: 2026-01-11
    review_due: 2027-01-11
    reviewed_by: [first reader]
""",
    "treatments.yml": """\
treatments:
  - id: ivig
    name: intravenous immunoglobulin
    short: IVIG
    aliases: [IVIg therapy]
  - id: plasma-exchange
    name: plasma exchange
    aliases: [plasmapheresis]

terms:
  - id: off-label
    name: off-label
    definition:
      plain: Use outside the approved uses.
      clinical: Use outside the label.
      sources: [limp-review]

trials:
  - id: stride
    name: STRIDE trial
    condition: limp
    statement:
      plain: A small trial in slow limp disease.
      clinical: A small randomised trial in slow limp disease.
    sources: [limp-trial]

uncovered:
  - name: gout
    code: M10.9
    near: [limp]

ambiguous:
  - text: SL
    default: limp
    readings:
      - id: limp
        name: slow limp disease
      - id: null
        name: under the tongue
        covers: false
        cues: [tablet]

emergencies:
  - id: collapse
    name: collapse
    urgency: now
    phrases: [she has collapsed]
    action: "Call {emergency_number} now."
    sources: [limp-review]

seed:
  - id: s1
    says: IVIG helps in slow limp disease.
    check: the review agrees
    claims: [limp-ivig-walking]
""",
    "sources.yml": """\
sources:
  - id: limp-review
    type: systematic review
    authors: Able A, Baker B, Cane C
    title: Immunoglobulin for slow limp disease
    journal: Journal of Limps
    year: 2024
    doi: 10.1000/limp.1
    checked: "yes"
  - id: limp-trial
    type: randomised trial
    authors: Dale D
    title: IVIG or plasma exchange in slow limp disease
    year: 2019
    url: https://example.org/limp
    checked: partly
""",
}

LIMP, OTHERS, SOURCES = "conditions/limp.yml", "treatments.yml", "sources.yml"


def write(folder: Path, edits: Iterable[tuple[str, str, str]] = ()) -> Path:
    """Write the store below `folder`; each edit replaces the first `old` in a file by `new`."""
    texts = dict(FILES)
    for file, old, new in edits:
        assert old in texts[file], f"the tiny store has no {old!r} in {file}"
        texts[file] = texts[file].replace(old, new, 1)
    root = folder / "knowledge"
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in (WORDING, "local.yml"):
        if not (root / name).exists():
            shutil.copy(KNOWLEDGE / name, root / name)
    return root


def problems(folder: Path, *edits: tuple[str, str, str]) -> list[Problem]:
    """What the checks say of the tiny store after these edits."""
    return problems_of(write(folder, edits))


def line_of(root: Path, file: str, text: str) -> int:
    """The line (from 1) on which `text` first stands in a file."""
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def lexicon() -> dict[str, Any]:
    """The real wording file as plain data, to break a copy of it."""
    data: dict[str, Any] = yaml.safe_load((KNOWLEDGE / WORDING).read_text(encoding="utf-8"))
    return data


def with_lexicon(folder: Path, data: dict[str, Any]) -> list[Problem]:
    """What the checks say of the tiny store with this wording file."""
    root = write(folder)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    (root / WORDING).write_text(text, encoding="utf-8")
    return problems_of(root)
