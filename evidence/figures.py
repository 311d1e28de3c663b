"""A number that a claim states in words stands a second time, in one of its own fields.

So that a slip in a sentence is found, and so that nobody adds a number to a sentence only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evidence.loading import Raw
from evidence.model import Claim
from evidence.yamlfile import Problem

NUMBER = re.compile(r"(?<![A-Za-z\d])(?<![A-Za-z]-)(?<!\d[.,])\d+(?:[.,]\d+)*")
"""A number; not the digits of a name (LGI1, COVID-19)."""
INTERVAL = re.compile(r"95% CI")  # the usual interval: its bounds are the finding
WORDED = {"statement", "beside"}  # fields whose numbers must stand in another one too
NO_FACT = {"id", "reviewed", "review_due", "reviewed_by", "sources", "cues", "article"}


def numbers_in(text: str) -> set[str]:
    """The numbers of a text, without the commas of thousands."""
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", INTERVAL.sub("", text))
    return set(NUMBER.findall(plain))


def unlisted(claim: Claim, names: Iterable[str], years: Iterable[int]) -> dict[str, list[str]]:
    """By the path of each worded text, its numbers that no other field of the claim holds.

    `names` are those of its treatment and condition, `years` those of its sources.
    """
    listed = numbers_in(claim.json(ensure_ascii=False, exclude=WORDED | NO_FACT))
    named = numbers_in(" ".join(names)) | {str(year) for year in years}
    found = {}
    for field in sorted(WORDED):
        statement = getattr(claim, field)
        for register in ("plain", "clinical") if statement else ():
            said = numbers_in(getattr(statement, register))
            missing = sorted(each for each in said - named if not _stands(each, listed))
            if missing:
                found[f"{field}.{register}"] = missing
    return found


def _stands(number: str, listed: set[str]) -> bool:
    """Whether it is listed, or is what a listed one from 10 rounds to ("79%" for 78.7%)."""
    if number in listed:
        return True
    exact = [float(each) for each in listed if re.fullmatch(r"\d\d+\.\d+", each)]
    return number.isdigit() and any(abs(each - int(number)) <= 0.5 for each in exact)


def stated_numbers(raw: Raw) -> Iterator[Problem]:
    """Numbers that stand in a sentence of a claim and nowhere else in it."""
    concepts = {
        record.id: record for name in ("conditions", "treatments") for record, _ in raw.of(name)
    }
    year = {source.id: source.year for source, _ in raw.of("sources") if source.year}
    for claim, place in raw.of("claims"):
        about = [concepts[each] for each in (claim.treatment, claim.condition) if each in concepts]
        names = [name for concept in about for name in concept.names]
        years = [year[each] for each in claim.sources if each in year]
        for path, numbers in unlisted(claim, names, years).items():
            yield place.problem(
                path,
                f"{' and '.join(numbers)} stands in this sentence only; add it to `numbers` "
                "as the source gives it, or take it out.",
            )
