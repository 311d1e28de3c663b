"""The audit of the lock files, against a small index on loopback that tells what it is told to."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from service import audit
from service.settings import ROOT
from tests.server import free_port

OPEN = {
    "id": "PYSEC-1",
    "aliases": ["CVE-2026-1", "GHSA-aaaa"],
    "fixed_in": ["2.0"],
    "withdrawn": None,
}
ENTRY = {
    "version": "1.0",
    "groups": [{"advisories": {"GHSA-aaaa": ["CVE-2026-1", "2.0"]}}],
}


class Index(ThreadingHTTPServer):
    """Stands in for PyPI: what it reports of each package and version."""

    def __init__(self) -> None:
        self.reports: dict[str, Any] = {"/one/1.0/json": [], "/two/2.0/json": []}
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        report = self.server.reports.get(self.path)
        self.send_response(404 if report is None else 200)
        self.end_headers()
        self.wfile.write(json.dumps({"vulnerabilities": report}).encode())

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def index() -> Iterator[Index]:
    server = Index()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that pins two packages."""
    (tmp_path / audit.LOCKS[0]).write_text("one==1.0 ; x \\\n    --hash=sha256:0\n")
    (tmp_path / audit.LOCKS[1]).write_text("one==1.0 \\\n    --hash=a\nTwo==2.0 \\\n")
    listed(tmp_path, {})
    return tmp_path


def listed(checkout: Path, packages: dict[str, Any]) -> None:
    (checkout / audit.LIST).write_text(yaml.safe_dump({"packages": packages}))


def test_no_advisory_is_no_problem(
    checkout: Path, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(checkout, index.url) == 0
    assert capsys.readouterr() == ("", "")


def test_an_advisory_that_is_not_listed_fails(
    checkout: Path, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    index.reports["/two/2.0/json"] = [OPEN]
    assert audit.main(checkout, index.url) == 1
    assert capsys.readouterr().err == (
        "two: CVE-2026-1, GHSA-aaaa, PYSEC-1 (fixed in 2.0): not listed in advisories.yml\n"
    )


@pytest.mark.parametrize("name", ["PYSEC-1", "GHSA-aaaa"])
def test_a_listed_one_passes_under_any_of_its_names(
    checkout: Path, index: Index, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    index.reports["/one/1.0/json"] = [OPEN]
    listed(checkout, {"one": {**ENTRY, "groups": [{"advisories": {name: [None, "2.0"]}}]}})
    assert audit.main(checkout, index.url) == 0
    assert capsys.readouterr() == ("", "")


def test_a_withdrawn_one_counts_for_nothing(checkout: Path, index: Index) -> None:
    index.reports["/one/1.0/json"] = [{**OPEN, "withdrawn": "2026-01-01T00:00:00Z"}]
    assert audit.main(checkout, index.url) == 0


def test_a_listed_one_that_is_gone_is_told(
    checkout: Path, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(checkout, {"one": ENTRY})
    assert audit.main(checkout, index.url) == 0
    assert "GHSA-aaaa is listed in advisories.yml and not reported" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("entry", "pins"), [({**ENTRY, "version": "0.9"}, "1.0"), (ENTRY, "none")], ids=["other", "not"]
)
def test_another_version_must_be_gone_through_again(
    checkout: Path, index: Index, entry: Any, pins: str, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(checkout, {"one" if pins != "none" else "three": entry})
    assert audit.main(checkout, index.url) == 1
    assert f"and {pins} is pinned; go through its advisories again" in capsys.readouterr().err


def test_without_a_network_it_passes_and_says_so_in_one_line(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(checkout, f"http://127.0.0.1:{free_port()}") == 0
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 1 and "could not be asked" in said.out
    assert said.err == ""


def test_a_mirror_that_does_not_tell_is_asked_once(
    checkout: Path, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    index.reports = {}
    assert audit.main(checkout, index.url) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def entries() -> dict[str, Any]:
    packages: dict[str, Any] = yaml.safe_load((ROOT / audit.LIST).read_text("utf-8"))["packages"]
    return packages


def groups() -> list[tuple[str, dict[str, Any]]]:
    return [(name, group) for name, entry in entries().items() for group in entry["groups"]]


def test_the_list_is_of_the_pinned_versions() -> None:
    pins = audit.pinned((ROOT / name).read_text("utf-8") for name in audit.LOCKS)
    assert audit.outdated(entries(), pins) == []


def test_every_listed_advisory_has_its_reason_and_ids_of_the_right_form() -> None:
    for name, group in groups():
        assert group["about"] and group["mitigation"] and "reached" in group, name
        for each, (cve, _) in group["advisories"].items():
            assert re.fullmatch(r"GHSA(-[23456789cfghjmpqrvwx]{4}){3}", each), each
            assert cve is None or re.fullmatch(r"CVE-20\d\d-\d{4,6}", cve), cve


@pytest.mark.parametrize("test", {group["test"] for _, group in groups() if group["test"]})
def test_the_test_of_each_mitigation_exists(test: str) -> None:
    path, _, function = test.partition("::")
    assert f"def {function}(" in (ROOT / path).read_text("utf-8")


def test_the_document_tells_of_each() -> None:
    document = (ROOT / "docs/security.md").read_text("utf-8")
    for name, entry in entries().items():
        assert f"`{name}` {entry['version']}" in document, name
    assert not {each for each in audit.expected(entries()) if each not in document}
