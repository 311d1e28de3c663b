"""`check`, `show`, `coverage`, `stale`: what a curator looks up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evidence.assistant import reply
from evidence.kinds import BY_INTENT
from evidence.question import Conversation
from evidence.store import Store, load
from evidence.wording import Register
from service.settings import ROOT
from tests.evidence.tiny import LIMP, line_of, write
from tests.workbench.run import run
from workbench.asking import OF_ITSELF, Asked, about_pair, question, sentence, treatments_for

COMMANDS = ["check", "show", "coverage", "stale", "new", "diff", "gaps", "map", "export", "schema"]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return write(tmp_path)


# --- the entry point ------------------------------------------------------------------------


def shell(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "evidence", *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_help_names_every_command() -> None:
    done = shell("--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: python -m evidence ")
    for command in COMMANDS:
        assert f"\n  {command} " in done.stdout


def test_the_library_does_not_load_the_workbench() -> None:
    code = "import evidence.assistant, sys; print([n for n in sys.modules if 'workbench' in n])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_broken_store_is_one_report_without_a_traceback(tmp_path: Path) -> None:
    root = write(tmp_path, [(LIMP, "direction: benefit", "direction: benfit")])
    done = shell("show", "limp", "--knowledge", str(root))
    assert done.returncode == 1 and done.stdout == ""
    assert "Did you mean `benefit`?" in done.stderr and "Traceback" not in done.stderr


# --- check ----------------------------------------------------------------------------------


def test_check_counts_what_is_there(tiny: Path) -> None:
    done = run("check", tiny)
    assert done.exit_code == 0
    assert "2 conditions, 2 treatments, 5 claims (0 seen by a second reader)" in done.output


def test_check_as_json_names_file_line_key_and_mend(tmp_path: Path) -> None:
    root = write(tmp_path, [(LIMP, "treatment: ivig", "treatment: ivvig")])
    done = run("check", root, "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["ok"] is False and told["hash"] is None
    assert {"file", "line", "key", "message", "nearest"} == set(told["problems"][0])
    found = next(each for each in told["problems"] if each["key"] == "treatment")
    assert found["file"] == f"knowledge/{LIMP}" and found["nearest"] == "ivig"
    assert found["line"] == line_of(root, LIMP, "treatment: ivvig")


def test_check_as_json_of_a_sound_store(tiny: Path) -> None:
    done = run("check", tiny, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"ok": True, "hash": load(tiny).hash, "problems": []}


# --- show -----------------------------------------------------------------------------------


def test_show_says_what_the_assistant_says_in_every_kind_and_register(tiny: Path) -> None:
    store = load(tiny)
    shown = " ".join(run("show", "limp", "--knowledge", tiny).output.replace("│", " ").split())
    kinds = [kind for kind in BY_INTENT if kind not in OF_ITSELF]
    asked = 0
    for style in Register:
        for treatment in treatments_for(store, "limp"):
            for each in about_pair(store, treatment, "limp", tuple(kinds), style):
                if treatment != "ivig" and each.kind in ("definition", "alternatives"):
                    continue
                answer, _ = reply(store, question(store, each), Conversation(style=style))
                for paragraph in answer.text.split("\n"):
                    assert " ".join(paragraph.split()) in shown, (each, paragraph)
                asked += 1
    assert asked > 50


@pytest.mark.parametrize("name", ["SLD", "creeping limps", "Slow-Limp disease", "limp"])
def test_show_finds_a_condition_by_any_name(tiny: Path, name: str) -> None:
    done = run("show", name, "-k", "efficacy", "--knowledge", tiny)
    assert done.exit_code == 0 and "IVIG probably improves walking speed" in done.output


def test_show_reads_a_misspelling_and_says_so(tiny: Path) -> None:
    done = run("show", "sloww", "limp", "diseas", "-k", "efficacy", "--knowledge", tiny)
    assert "Read as slow limp disease (`limp`)." in done.output


def test_show_names_the_nearest_where_nothing_fits(tiny: Path) -> None:
    done = run("show", "limb pain", "--knowledge", tiny)
    assert done.exit_code == 1
    assert "No condition is called “limb pain”. The nearest:" in done.output
    assert "(`limp" in done.output


def test_show_keeps_to_one_treatment_kind_and_register(tiny: Path) -> None:
    arguments = ("-t", "plasmapheresis", "-k", "efficacy", "-r", "plain")
    done = run("show", "limp", *arguments, "--knowledge", tiny)
    assert done.output.count("╭") == 1 and "clinical" not in done.output
    assert "plasma exchange" in done.output


def test_every_question_that_is_asked_is_a_sentence(store: Store) -> None:
    for kind in BY_INTENT:
        for condition in ("cidp", None):
            other = "steroids" if kind == "comparison" else None
            if kind in ("comparison", *OF_ITSELF) and not condition:
                continue
            text = sentence(
                store, Asked(kind, "ivig", condition, "corticosteroids" if other else None)
            )
            assert text.endswith("?") and "{" not in text and "[" not in text, (kind, text)


# --- coverage -------------------------------------------------------------------------------


def test_coverage_counts_inherits_and_names_what_is_missing(tiny: Path) -> None:
    done = run("coverage", "--knowledge", tiny)
    lines = {line.split("  ")[0]: line.split() for line in done.output.splitlines()}
    heads = lines["condition"][1:]
    own = dict(zip(heads, lines["slow limp disease"][3:], strict=True))
    mild = lines["mild limp"][2:]
    assert own["effect"] == own["versus"] == own["dose"] == "1" and own["time"] == "·"
    assert own["surest"] == "moderate"
    assert dict(zip(heads, mild, strict=False))["effect"] == "↑"
    assert "timing: 2 (limp-mild, limp)" in done.output
    assert "definition: 1 (limp-mild)" in done.output
    assert "0 of 5 claims of the whole record have been seen by a second reader." in done.output


def test_coverage_refuses_a_group_that_is_not_there(tiny: Path) -> None:
    done = run("coverage", "-g", "neurologie", "--knowledge", tiny)
    assert done.exit_code == 1 and "Did you mean “neurology”?" in done.output


def test_coverage_of_what_lacks_something_only(tiny: Path) -> None:
    assert "mild limp" in run("coverage", "-m", "-g", "neurology", "--knowledge", tiny).output


# --- stale ----------------------------------------------------------------------------------


def test_stale_is_quiet_and_ends_well_before_the_day(tiny: Path) -> None:
    done = run("stale", "--on", "2027-01-11", "--knowledge", tiny)
    assert done.exit_code == 0
    assert done.output == "No review is overdue on 2027-01-11; the next is due on 2027-01-11.\n"


def test_stale_lists_the_longest_overdue_first_with_its_line(tiny: Path) -> None:
    done = run("stale", "--on", "2028-01-11", "--knowledge", tiny)
    assert done.exit_code == 1
    rows = [line.split() for line in done.output.splitlines()[1:-1]]
    assert [row[2] for row in rows] == ["limp-fda", "limp-ivig-or-exchange", "limp-ivig-walking"]
    assert rows[0][:2] == ["2027-01-11", "365"]
    assert rows[0][-1] == f"knowledge/{LIMP}:{line_of(tiny, LIMP, 'id: limp-fda')}"
    assert done.output.endswith("3 claims of 5 overdue on 2028-01-11.\n")
