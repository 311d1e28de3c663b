"""The mitigations of advisories.yml that are not tested elsewhere."""

from __future__ import annotations

import re
import tarfile
from pathlib import Path

import pytest
import requests
import yaml

from channels import web_settings
from channels.web import WebChannel
from service.environment import for_children
from service.settings import ROOT
from tests.channels.serving import Rasa, serving

PACKAGES = ("evidence", "workbench", "components", "actions", "channels", "service")
CLINIC = "https://clinic.example"


def sources() -> dict[Path, str]:
    """All of our Python, without the tests."""
    files = [path for name in PACKAGES for path in (ROOT / name).rglob("*.py")]
    assert len(files) > 100
    return {path: path.read_text("utf-8") for path in files}


def imports() -> set[str]:
    """The modules that our own code imports."""
    found = re.compile(r"^\s*(?:from|import)\s+([\w.]+)", re.MULTILINE)
    return {module for text in sources().values() for module in found.findall(text)}


def test_requests_are_read_by_sanic_alone() -> None:
    """Slack's framework could start a server of aiohttp's: nobody asks it to."""
    server = re.compile(r"aiohttp\.web|from aiohttp import .*\bweb\b|adapter\.aiohttp")
    assert not [path for path, text in sources().items() if server.search(text)]
    starts = re.compile(r"\b(?:app|_app)\.(?:start|server|web_app)\(")
    slack = [text for path, text in sources().items() if "slack" in path.parts]
    assert slack and not [text for text in slack if starts.search(text)]


def test_no_request_of_ours_goes_to_a_strangers_server() -> None:
    """Slack's SDK asks Slack, Rasa the action server, and the audit PyPI, by another library."""
    asking = re.compile(
        r"aiohttp\.(?:request|ClientSession|CookieJar|DigestAuth)|urlopen\(|requests\.(?:get|post)\("
    )
    found = {
        path.relative_to(ROOT).as_posix() for path, text in sources().items() if asking.search(text)
    }
    assert found == {"service/audit.py"}
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text("utf-8"))
    assert endpoints["action_endpoint"]["url"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "origin",
    [CLINIC + ".evil.example", CLINIC + "evil", CLINIC + ":8443", "https://clinicXexample"],
)
def test_an_origin_that_begins_like_an_allowed_one(tmp_path: Path, origin: str) -> None:
    """sanic-cors would match a pattern at its beginning only; ours are never patterns."""
    settings = web_settings.read({"DATA_FOLDER": str(tmp_path), "WEB_ORIGINS": CLINIC})
    with serving(WebChannel(settings), Rasa(), list(settings.origins)) as port:
        answers = {
            each: requests.post(
                f"http://127.0.0.1:{port}/web/conversation",
                json={},
                headers={"Origin": each},
                timeout=20,
            ).headers.get("Access-Control-Allow-Origin")
            for each in (CLINIC, origin)
        }
    assert answers == {CLINIC: CLINIC, origin: None}


@pytest.mark.parametrize(
    "given", ["https://clinic.*", "https://(a|b).example", "https://[a]$", "^"]
)
def test_an_origin_that_is_a_pattern_is_refused(tmp_path: Path, given: str) -> None:
    with pytest.raises(Exception, match="WEB_ORIGINS"):
        web_settings.read({"DATA_FOLDER": str(tmp_path), "WEB_ORIGINS": given})


@pytest.mark.model
def test_the_model_holds_nothing_that_keras_would_load(trained_model: Path) -> None:
    with tarfile.open(trained_model) as model:
        names = [each.name for each in model.getmembers() if each.isfile()]
    assert any(name.endswith("linear.npz") for name in names)
    known = {".json", ".yml", ".txt", ".npz", ".onnx", ".layout"}
    assert {Path(name).suffix for name in names} <= known


def test_no_component_of_the_pipeline_is_tensorflows() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text("utf-8"))
    for each in [*config["pipeline"], *config["policies"]]:
        assert each["name"].startswith("components."), each
    assert not {each for each in imports() if each.split(".")[0] in ("tensorflow", "keras")}


def test_training_reads_nothing_that_people_wrote() -> None:
    """What people ask is kept in databases of the channels, which training does not know."""
    stores = re.compile(r"channels|sqlalchemy|gapstore|feedback")
    training = [text for path, text in sources().items() if path.parent.name == "components"]
    imported = re.compile(r"^\s*(?:from|import)\s+([\w.]+)", re.MULTILINE)
    found = [module for text in training for module in imported.findall(text)]
    assert found and not [module for module in found if stores.search(module)]


def test_nothing_unsafe_is_imported() -> None:
    """No joblib file, no protobuf, no BSON, no resolver; no field for an e-mail.

    Nor a pickle, but for the names' layout, whose reader looks up no class (test_layout.py).
    """
    unsafe = ("pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "jsonpickle")
    unused = ("google.protobuf", "bson", "pymongo", "dns")
    found = imports()
    assert {each for each in found if each.split(".")[0] in unsafe} == {"pickle"}
    pickles = [path.name for path, text in sources().items() if re.search(r"\bpickle\.", text)]
    assert pickles == ["layout.py"]
    assert not {each for each in found if each.startswith(unused)}
    assert not [path for path, text in sources().items() if re.search(r"\bEmailStr\b", text)]


def test_telemetry_is_off_whatever_the_environment_says() -> None:
    assert for_children({"RASA_TELEMETRY_ENABLED": "true"})["RASA_TELEMETRY_ENABLED"] == "false"
