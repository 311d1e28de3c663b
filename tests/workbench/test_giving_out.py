"""`map`, `export`, `schema`, `gaps`: what leaves the record."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import requests

from components.gazetteer import Gazetteer
from evidence import gapstore, snapshots
from evidence.citation import citation
from evidence.gaps import Gap
from evidence.map_data import cells
from evidence.store import Store
from evidence.yamlfile import read
from service.settings import ROOT
from tests.evidence.tiny import LIMP, write
from tests.server import free_port, running_actions
from tests.workbench.run import run
from workbench.map_marks import CERTAINTIES, DIRECTIONS, mark, rows_of
from workbench.schema import FILE, file_schema, rendered

SVG = "{http://www.w3.org/2000/svg}"


# --- the map --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("map")
    assert run("map", "-o", folder).exit_code == 0
    return folder


def test_the_picture_has_a_title_a_description_and_every_finding(drawn: Path, store: Store) -> None:
    root = ElementTree.parse(drawn / "evidence-map.svg").getroot()
    assert root.get("role") == "img"
    named = {each.get("id"): each.text for each in root if each.get("id")}
    assert root.get("aria-labelledby") == "map-title map-desc"
    assert named["map-title"] and named["map-desc"]
    tips = [each.text for each in root.iter(f"{SVG}title") if each.get("id") is None]
    assert len(tips) == len(cells(store))
    assert any("IVIG in chronic inflammatory demyelinating" in str(tip) for tip in tips)


def test_nothing_is_drawn_outside_the_picture(drawn: Path) -> None:
    root = ElementTree.parse(drawn / "evidence-map.svg").getroot()
    width, height = (float(root.get(name, "0")) for name in ("width", "height"))
    for parent in root.iter():
        for text in parent.findall(f"{SVG}text"):
            assert 0 <= float(text.get("x", "0")) < width
            assert 0 <= float(text.get("y", "0")) < height


def test_every_row_of_the_page_says_direction_and_certainty_in_words(
    drawn: Path, store: Store
) -> None:
    page = (drawn / "evidence-map.html").read_text("utf-8")
    assert '<html lang="en">' in page and "<script" not in page
    assert not re.search(r"(src|href)=", page)
    for kind in ("col", "row", "rowgroup"):
        assert f'scope="{kind}"' in page
    table = page.split("<table>")[1]
    said = re.findall(r'class="unseen">([^<]+), certainty </span>([a-z ]+)\*?<', table)
    assert len(said) == len(cells(store))
    assert {direction for direction, _ in said} <= set(DIRECTIONS.values())
    assert {certainty for _, certainty in said} <= set(CERTAINTIES.values())
    assert len(re.findall(r'scope="row"', table)) == len(rows_of(cells(store)))


def test_direction_is_never_told_by_colour_alone() -> None:
    """Without its colours each direction's mark is still another shape."""
    shapes = {re.sub(r"#[0-9a-f]{3,6}", "", mark(each, "high")) for each in DIRECTIONS}
    assert len(shapes) == len(DIRECTIONS)


def test_shades_get_lighter_as_certainty_falls() -> None:
    def light(certainty: str) -> int:
        fill = re.search(r'fill="#(\w{6})"', mark("benefit", certainty))
        assert fill
        return sum(bytes.fromhex(fill.group(1)))

    shades = [light(each) for each in CERTAINTIES]
    assert shades == sorted(shades) and len(set(shades)) == len(shades)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("map", "-o", tmp_path / "file" / "below", "--knowledge", write(tmp_path))
    assert done.exit_code == 1 and "cannot be written to" in done.output


# --- export ---------------------------------------------------------------------------------


def test_the_csv_has_a_row_for_each_claim_with_its_sources(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "claims.csv"
    assert run("export", "csv", "-o", path).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))
    assert [row["id"] for row in rows] == sorted(store.claims)
    for row in rows:
        claim = store.claims[row["id"]]
        wanted = [f"{each}: {citation(store.sources[each])}" for each in claim.sources]
        assert row["sources"].split("\n") == wanted
        assert row["plain"] and row["clinical"] and row["reviewed"] and row["second_reader"] == "no"


def test_the_columns_of_the_csv_keep_their_order(tmp_path: Path) -> None:
    head = run("export", "csv", "--knowledge", write(tmp_path)).output.splitlines()[0].split(",")
    assert head[:8] == [
        "id", "type", "treatment", "treatment_name", "condition", "condition_name", "group",
        "situation",
    ]  # fmt: skip
    assert head[-8:] == [
        "clinical", "numbers", "sources", "links", "reviewed", "review_due", "reviewed_by",
        "second_reader",
    ]  # fmt: skip


def test_the_json_ld_links_claims_to_sources_and_concepts(store: Store) -> None:
    data = json.loads(run("export", "json-ld").output)
    nodes = {each["id"]: each for each in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    claims = [each for each in nodes.values() if each["type"] == "schema:Claim"]
    assert len(claims) == len(store.claims)
    for claim in claims:
        linked = [*claim["citation"], claim["treatment"], claim.get("condition")]
        assert claim["citation"] and all(each["id"] in nodes for each in linked if each)


# --- the schema -----------------------------------------------------------------------------


def test_the_schema_is_current() -> None:
    assert FILE.read_text("utf-8") == rendered(), "run `python -m evidence schema`"
    assert run("schema", "--check").exit_code == 0


def test_every_file_of_the_record_fits_the_schema_and_names_it() -> None:
    checker = jsonschema.Draft7Validator(file_schema())
    for path in sorted((ROOT / "knowledge").rglob("*.yml")):
        text = path.read_text("utf-8")
        first = text.splitlines()[0]
        prefix = "# yaml-language-server: $schema="
        assert first.startswith(prefix), f"{path}: run `python -m evidence schema`"
        assert (path.parent / first.removeprefix(prefix)).resolve() == FILE
        errors = [
            f"{path.name}: {'.'.join(map(str, error.absolute_path))}: {error.message}"
            for error in checker.iter_errors(read(path, path.name).data)
        ]
        assert not errors, errors[:3]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"direction": "benfit"}, "'benfit' is not one of"),
        ({"populatoin": "x"}, "'populatoin' was unexpected"),
        ({"type": "efficasy"}, "'efficasy' is not one of"),
        ({"outcome": None}, "None is not of type 'string'"),
    ],
)
def test_the_schema_names_what_is_wrong(
    tmp_path: Path, change: dict[str, str | None], message: str
) -> None:
    data = read(write(tmp_path) / LIMP, LIMP).data
    checker = jsonschema.Draft7Validator(file_schema())
    assert not list(checker.iter_errors(data))
    data["claims"][0] |= change
    assert any(message in error.message for error in checker.iter_errors(data))


# --- gaps -----------------------------------------------------------------------------------


def test_gaps_are_listed_by_what_they_are_about(tmp_path: Path) -> None:
    path, today = tmp_path / "gaps.sqlite", date.today()
    gout = Gap(asked="efficacy", outcome="unknown_concept", about="uncovered", item="gout")
    pair = Gap(asked="dosing", outcome="no_record", about="pair", item="ivig in epilepsy")
    for days in (0, 0, 10):
        gapstore.note([gout, pair] if days else [gout], path, today - timedelta(days=days))
    said = run("gaps", "--file", path).output
    assert re.search(r"3 +gout +efficacy → unknown_concept 3", said)
    assert re.search(r"1 +ivig in epilepsy +dosing → no_record 1", said)
    recent = run("gaps", "--file", path, "--days", "2").output
    assert "epilepsy" not in recent and re.search(r"2 +gout", recent)


def test_no_file_and_a_wrong_file_are_told(tmp_path: Path) -> None:
    missing = run("gaps", "--file", tmp_path / "none")
    assert missing.exit_code == 1 and "is not there" in missing.output
    (tmp_path / "text").write_text("no database at all, but long enough to be looked at " * 40)
    wrong = run("gaps", "--file", tmp_path / "text")
    assert wrong.exit_code == 1 and "cannot be read as a file of counts" in wrong.output


def ask(port: int, store: Store, gazetteer: Gazetteer, text: str, intent: str) -> str:
    """What the action server answers to a message, as Rasa would hand it over."""
    reading = {
        "record": store.hash, "text": text, "length": len(text), "unfamiliar": 0.0,
        "mentions": [json.loads(each.json()) for each in gazetteer.link(text)],
    }  # fmt: skip
    message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "reading": reading}
    tracker = {
        "sender_id": "a", "slots": {}, "latest_message": message, "events": [], "paused": False,
        "latest_input_channel": "rest", "active_loop": {}, "followup_action": None,
        "latest_action_name": None,
    }  # fmt: skip
    body = {"next_action": "action_answer", "sender_id": "a", "tracker": tracker, "domain": {}}
    done = requests.post(f"http://127.0.0.1:{port}/webhook", json=body, timeout=30)
    done.raise_for_status()
    return str(done.json()["responses"][0]["text"])


def test_the_action_server_counts_what_it_cannot_answer_and_keeps_no_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store, gazetteer: Gazetteer
) -> None:
    monkeypatch.setenv("EVIDENCE_SNAPSHOTS", str(tmp_path / "snapshots"))
    snapshots.save(store)
    path, port = tmp_path / "gaps.sqlite", free_port()
    message = "my name is Zephyrine Quux of 12 Elm Row, does ivig help gout?"
    with running_actions(port, EVIDENCE_GAPS=str(path)):
        assert "gout" in ask(port, store, gazetteer, message, "efficacy")
        assert "CIDP" in ask(port, store, gazetteer, "does ivig help cidp", "efficacy")
    said = run("gaps", "--file", path).output
    assert re.search(r"1 +gout", said) and "cidp" not in said
    kept = b"".join(each.read_bytes() for each in tmp_path.glob("gaps.sqlite*")).lower()
    assert b"gout" in kept
    for word in (b"zephyrine", b"quux", b"elm", b"name", b"12"):
        assert word not in kept.replace(str(date.today()).encode(), b"")


def test_an_answer_is_given_where_nothing_can_be_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store, gazetteer: Gazetteer
) -> None:
    """The place of the file is a folder, so it can never be written."""
    monkeypatch.setenv("EVIDENCE_SNAPSHOTS", str(tmp_path / "snapshots"))
    snapshots.save(store)
    port = free_port()
    with running_actions(port, EVIDENCE_GAPS=str(tmp_path)):
        assert "gout" in ask(port, store, gazetteer, "does ivig help gout?", "efficacy")
