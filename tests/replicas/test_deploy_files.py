"""The files of deploy/, as far as they can be held against the code without building an image."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from service import inputs, server
from service.settings import ROOT

DEPLOY = ROOT / "deploy"
SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|_URL$")
READ = re.compile(r'(?:environ(?:ment)?(?:\.get\(|\[)|\(environment, )"([A-Z_]+)"')
OF_REQUESTS = {"HTTP_HOST", "HTTP_ORIGIN"}
OF_DEVELOPMENT = {"ADVISORY_INDEX", "RASA_CACHE_DIRECTORY"}  # of the audit and of training


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


@pytest.fixture
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load(text("compose.yml")))


@pytest.fixture
def kubernetes() -> dict[str, dict[str, Any]]:
    return {each["kind"]: each for each in yaml.safe_load_all(text("kubernetes.yml"))}


def test_compose_publishes_on_loopback_alone(compose: dict[str, Any]) -> None:
    published = [port for each in compose["services"].values() for port in each.get("ports", [])]
    assert published and all(port.startswith("127.0.0.1:") for port in published)
    assert compose["networks"]["inside"]["internal"] is True


def test_compose_takes_secrets_from_the_environment(compose: dict[str, Any]) -> None:
    known = set(re.findall(r"^([A-Z_]+)=", text("example.env"), re.MULTILINE))
    assert set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", text("compose.yml"))) <= known
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            assert "${" in value or not SECRET.search(name)
    filled = re.findall(r"^([A-Z_]+)=\S", text("example.env"), re.MULTILINE)
    assert not any(SECRET.search(name) for name in filled)


def test_both_replicas_are_watched_and_given_time(compose: dict[str, Any]) -> None:
    one, two = (compose["services"][name] for name in ("replica-1", "replica-2"))
    assert one["environment"] == two["environment"]
    for replica in (one, two):
        assert "/ready" in replica["healthcheck"]["test"][-1]
        assert replica["read_only"] and replica["cap_drop"] == ["ALL"]
        assert int(replica["stop_grace_period"].rstrip("s")) > server.LONGEST_SECONDS
    proxy = compose["services"]["proxy"]["environment"]
    for number, replica in enumerate((one, two), 1):
        address = replica["networks"]["inside"]["ipv4_address"]
        assert proxy[f"REPLICA_{number}"] == f"{address}:5005"


def test_kubernetes_rolls_without_a_gap(kubernetes: dict[str, dict[str, Any]]) -> None:
    spec = kubernetes["Deployment"]["spec"]
    assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    (container,) = spec["template"]["spec"]["containers"]
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert container["livenessProbe"]["httpGet"]["path"] != "/ready"
    delay = next(int(each["value"]) for each in container["env"] if each["name"] == "DRAIN_DELAY")
    grace = spec["template"]["spec"]["terminationGracePeriodSeconds"]
    assert grace > delay + server.LONGEST_SECONDS
    assert not any(SECRET.search(each["name"]) for each in container["env"])
    assert {"Service", "PodDisruptionBudget", "CronJob"} <= kubernetes.keys()


def test_the_image_holds_what_the_model_is_made_from() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", text("Containerfile"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert set(inputs.TRAINED_FROM) <= names, "else the service would train at its start"
    assert all((ROOT / name).exists() for name in names)
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if "!" in line}
    assert kept == names


def test_the_image_is_installed_as_a_checkout_is() -> None:
    """Without pyproject.toml, uv asks for packages that the lock leaves out, and gives up."""
    before, _, _ = text("Containerfile").partition("RUN .venv/bin/python -m pip")
    for name in ("pyproject.toml", "requirements-uv.lock", "requirements.lock"):
        assert re.search(rf"^COPY .*\b{re.escape(name)}\b", before, re.MULTILINE), name


def test_the_image_runs_without_rights(kubernetes: dict[str, dict[str, Any]]) -> None:
    (user,) = re.findall(r"^USER (\d+)$", text("Containerfile"), re.MULTILINE)
    pod = kubernetes["Deployment"]["spec"]["template"]["spec"]["securityContext"]
    assert pod["runAsUser"] == int(user) != 0 and pod["runAsNonRoot"]
    for name in ("Containerfile", "compose.yml", "kubernetes.yml"):
        assert ":latest" not in text(name)


def test_every_setting_is_in_the_table() -> None:
    packages = ("service", "channels", "evidence", "actions", "components", "workbench")
    files = [path for package in packages for path in (ROOT / package).rglob("*.py")]
    read = {name for path in files for name in READ.findall(path.read_text("utf-8"))}
    assert len(read) > 15
    table = (ROOT / "docs" / "deploying.md").read_text("utf-8").split("## Settings")[1]
    ours = read - OF_REQUESTS - OF_DEVELOPMENT
    assert {name for name in ours if f"`{name}`" not in table} == set()
