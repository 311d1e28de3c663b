"""The fact store as it was at a git revision."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from evidence.checks import check
from evidence.loading import load_folder
from evidence.store import Store, assemble
from workbench.desk import Refusal, counted


@dataclass(frozen=True)
class Then:
    """The store of a revision, and how many problems today's checks find in it."""

    store: Store
    commit: str
    problems: int


def store_at(revision: str, folder: Path) -> Then:
    """The store below `folder` at `revision`; a refusal says why there is none."""
    folder = folder.resolve()
    root = Path(_git(folder, "rev-parse", "--show-toplevel", why="is in no git repository").strip())
    commit = _commit(folder, revision)
    inside = folder.relative_to(root.resolve()).as_posix()
    archive = subprocess.run(
        ["git", "archive", "--format=tar", commit, "--", inside],
        cwd=root, capture_output=True, check=False,
    )  # fmt: skip
    if archive.returncode:
        raise Refusal(f"{revision} ({commit[:10]}) has no folder {inside}.")
    with tempfile.TemporaryDirectory(prefix="knowledge-") as temporary:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extractall(temporary, filter="data")
        return _loaded(Path(temporary) / inside, revision, commit)


def _loaded(folder: Path, revision: str, commit: str) -> Then:
    """Today's checks may be stricter than that day's: only what cannot be read stops it."""
    raw = load_folder(folder)
    if raw.problems:
        first = raw.problems[0]
        raise Refusal(
            f"The record at {revision} ({commit[:10]}) does not fit today's types, so it cannot "
            f"be asked: {counted(len(raw.problems), 'problem')}, the first is\n  {first}\n"
            "Choose a later revision."
        )
    problems = check(raw)
    try:
        store = assemble(raw)
    except (LookupError, IndexError) as error:
        raise Refusal(f"The record at {revision} lacks a part: {error}.") from None
    return Then(store, commit, len(problems))


def _commit(folder: Path, revision: str) -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise Refusal(
            f"`{revision}` is no revision of this repository; `git log --oneline -- {folder.name}` "
            "lists those of the record."
        )
    return done.stdout.strip()


def _git(folder: Path, *arguments: str, why: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise Refusal("git is not installed, and revisions are looked up with it.") from None
    if done.returncode:
        raise Refusal(f"{folder} {why}, so there is nothing to compare with.")
    return done.stdout
