"""Backup and restore with the commands of docs/data.md, as a person would copy them from there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from channels.feedback import Feedback, Opinion, now
from service.settings import ROOT
from tests.databases import need, postgres_tool
from tests.launched import Launched
from tests.replicas.clients import Program

pytestmark = pytest.mark.model
THUMB = Opinion(now(), "up", None, None, "efficacy", "cidp", "ivig", None)


def commands() -> list[str]:
    """The blocks of commands: backup and restore of SQLite, then of PostgreSQL."""
    section = (ROOT / "docs" / "data.md").read_text("utf-8").split("## Backup and restore\n")[1]
    return re.findall(r"(?:^    .+\n)+", section.split("\n## ")[0], re.MULTILINE)


def run(block: str, folder: Path, **settings: str) -> None:
    """Run a block in the shell, in the folder below which `var` is."""
    tools = [str(Path(sys.executable).parent)]
    if "pg_" in block:
        tools.insert(0, str(Path(need(postgres_tool("pg_dump"), "PostgreSQL")).parent))
    path = os.pathsep.join([*tools, os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-e"],
        input=block,
        cwd=folder,
        env={**os.environ, "PATH": path, **settings},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


class Site:
    """A service and its data, which can be lost."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.settings = {"DATA_FOLDER": str(folder / "var"), **settings}
        self.service = Launched(folder / "var", "service", self.settings)

    def begin(self) -> None:
        self.service.start()
        self.service.wait()

    def knows(self, sender: str) -> bool:
        """Whether the conversation that was about CIDP goes on; asking is a turn of it."""
        program = Program(self.service.url)
        program.conversation = sender
        return bool(program.ask("what dose?")["conditions"] == ["cidp"])

    def forget(self, sender: str) -> int:
        command = [sys.executable, "-W", "ignore", "-m", "service", "forget", sender]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **self.settings}).returncode


@pytest.fixture(params=["sqlite", "postgresql"])
def sites(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Site, Site]]:
    """A site, and an empty one that its backup is to be restored to."""
    found = []
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        settings = {}
        if request.param == "postgresql":
            settings["DATABASE_URL"] = request.getfixturevalue("postgresql").fresh()
        found.append(Site(tmp_path / name, **settings))
    yield found[0], found[1]
    for site in found:
        if site.service.process is not None:
            site.service.kill()


def thumbs(site: Site) -> Feedback:
    file = f"sqlite:///{site.folder / 'var' / 'feedback.db'}"
    return Feedback(site.settings.get("DATABASE_URL", file))


def test_a_conversation_is_there_again(sites: tuple[Site, Site], trained_model: Path) -> None:
    """Backed up while the service runs; then the data is lost; then restored in an empty place."""
    old, new = sites
    address = old.settings.get("DATABASE_URL")
    backup, restore = commands()[2:] if address else commands()[:2]
    old.begin()
    for sender in ("anna", "berta"):
        program = Program(old.service.url)
        program.conversation = sender
        assert program.ask("does IVIG help CIDP?")["conditions"] == ["cidp"]
    thumbs(old).save("anna", "a message", THUMB)
    run(backup, old.folder, **old.settings)
    assert old.knows("anna") and old.forget("berta") == 0
    assert old.service.terminate() == 0

    for file in old.folder.glob("backup*"):
        assert file.stat().st_mode & 0o077 == 0, "nobody else may read it"
        file.rename(new.folder / file.name)
    run(restore, new.folder, **new.settings)
    new.begin()
    assert new.knows("anna"), "and new turns can be written"
    assert new.knows("berta"), "the backup holds who was forgotten since"
    assert [each.thumb for each in thumbs(new).recent()] == ["up"]
    for sender in ("anna", "berta"):
        assert new.forget(sender) == 0 and not new.knows(sender)
    assert new.service.terminate() == 0
    run(restore, new.folder, **new.settings)  # over what is there


def test_the_documented_commands_are_found() -> None:
    found = commands()
    assert [("pg_" in each, "backup" in each) for each in found] == [
        (False, True),
        (False, True),
        (True, True),
        (True, True),
    ]
