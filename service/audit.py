"""`python -m service.audit`: known security issues of what the lock files pin, in `make check`.

PyPI tells for each pinned version which advisories are open on it. Each must be listed in
advisories.yml with the reason why it does no harm here. Where PyPI cannot be reached, or is a
mirror that does not tell, the list is checked alone, and one line says so.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import yaml

from service.settings import ROOT

PYPI = "https://pypi.org/pypi"
LOCKS = ("requirements.lock", "requirements-dev.lock")
LIST = "advisories.yml"
SECONDS = 5.0  # for one answer
AT_ONCE = 8


class Unreachable(Exception):
    """PyPI does not tell, for the reason in the text."""


@dataclass(frozen=True)
class Advisory:
    """An advisory on a pinned package; `names` are its id and its other ids."""

    package: str
    names: frozenset[str]
    fixed: tuple[str, ...]

    def __str__(self) -> str:
        """The package, all ids, and the versions without the flaw."""
        fixed = ", ".join(self.fixed) or "no version"
        return f"{self.package}: {', '.join(sorted(self.names))} (fixed in {fixed})"


def main(root: Path = ROOT, index: str | None = None) -> int:
    """Print every problem and return 1, or 0 if there is none."""
    pins = pinned((root / name).read_text("utf-8") for name in LOCKS)
    listed = yaml.safe_load((root / LIST).read_text("utf-8"))["packages"]
    problems = outdated(listed, pins)
    try:
        found = reported(index or os.environ.get("ADVISORY_INDEX") or PYPI, pins)
    except Unreachable as reason:
        print(f"Advisories: PyPI could not be asked ({reason}); the list of {LIST} was checked.")
    else:
        known = names_in(listed)
        problems += [f"{each}: not listed in {LIST}" for each in found if not each.names & known]
        for gone in sorted(expected(listed) - {name for each in found for name in each.names}):
            print(f"Advisories: {gone} is listed in {LIST} and not reported any more; remove it.")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def pinned(locks: Iterable[str]) -> dict[str, str]:
    """The packages of the locks and their versions."""
    pattern = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
    return {name.lower(): version for lock in locks for name, version in pattern.findall(lock)}


def outdated(listed: dict[str, Any], pins: dict[str, str]) -> list[str]:
    """Listed packages whose advisories must be gone through again."""
    return [
        f"{name}: {LIST} is about version {entry['version']}, and {pins.get(name, 'none')} is "
        "pinned; go through its advisories again"
        for name, entry in listed.items()
        if pins.get(name) != entry["version"]
    ]


def expected(listed: dict[str, Any]) -> set[str]:
    """The ids of all listed advisories."""
    return {
        each
        for entry in listed.values()
        for group in entry["groups"]
        for each in group["advisories"]
    }


def names_in(listed: dict[str, Any]) -> set[str]:
    """The ids of all listed advisories, and their CVEs."""
    cves = {
        cve
        for entry in listed.values()
        for group in entry["groups"]
        for cve, _ in group["advisories"].values()
        if cve
    }
    return expected(listed) | cves


def reported(index: str, pins: dict[str, str]) -> list[Advisory]:
    """What PyPI reports of all pins. Unreachable as soon as it does not tell of the first."""
    first, *others = sorted(pins.items())
    found = _of(index, *first)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for more in pool.map(lambda pin: _of(index, *pin), others):
            found += more
    return found


def _of(index: str, name: str, version: str) -> list[Advisory]:
    try:
        with urlopen(f"{index}/{name}/{version}/json", timeout=SECONDS) as answer:
            vulnerabilities = json.load(answer)["vulnerabilities"]
    except (URLError, TimeoutError, ValueError, KeyError, TypeError) as error:
        raise Unreachable(getattr(error, "reason", None) or type(error).__name__) from None
    return [
        Advisory(name, frozenset({each["id"], *each["aliases"]}), tuple(each["fixed_in"]))
        for each in vulnerabilities
        if not each.get("withdrawn")
    ]


if __name__ == "__main__":
    sys.exit(main())
