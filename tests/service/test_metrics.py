"""The metrics of the running service, read as Prometheus reads them."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from service.settings import ROOT
from tests.helpers import taken_port
from tests.server import free_port
from tests.watched import Watched

pytestmark = pytest.mark.model

TURNS = "evidence_turns_total"
SENTINEL = "zebrafinch"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("does IVIG help CIDP?", "efficacy"),
        ("what is the capital of France?", "out_of_scope"),
        ("my chest is tight and the drip is running", "emergency"),
    ],
)
def test_a_turn_is_counted_by_channel_and_kind(watched: Watched, question: str, kind: str) -> None:
    before = watched.count(TURNS, channel="rest", kind=kind)
    timed = watched.count("evidence_turn_seconds_count", channel="rest")
    assert watched.ask(uuid.uuid4().hex, question)["kind"] == kind
    assert watched.count(TURNS, channel="rest", kind=kind) == before + 1
    assert watched.count("evidence_turn_seconds_count", channel="rest") == timed + 1


def test_the_web_channel_counts_for_itself(watched: Watched) -> None:
    before = watched.count(TURNS, channel="web", kind="efficacy")
    token = requests.post(watched.base + "/web/conversation", json={}, timeout=60).json()["token"]
    body = {"id": "message-1", "message": "does IVIG help CIDP?"}
    headers = {"X-Conversation": token}
    for _ in range(2):  # sent again, it is no second turn
        requests.post(watched.base + "/web/message", json=body, headers=headers, timeout=60)
    assert watched.count(TURNS, channel="web", kind="efficacy") == before + 1


def test_what_is_refused_is_counted_by_its_reason(watched: Watched) -> None:
    def refused(channel: str, reason: str) -> float:
        return watched.count("evidence_refused_total", channel=channel, reason=reason)

    before = refused("rest", "malformed"), refused("web", "no-conversation")
    requests.post(watched.url, data=b"{", timeout=60)
    requests.post(watched.base + "/web/message", json={}, timeout=60)
    assert (refused("rest", "malformed"), refused("web", "no-conversation")) == (
        before[0] + 1,
        before[1] + 1,
    )


def test_probes_are_not_counted(watched: Watched) -> None:
    before = watched.count(TURNS)
    assert requests.get(watched.base + "/ready", timeout=60).status_code == 200
    assert watched.count(TURNS) == before


def test_prometheus_can_read_it_and_nobodys_words_are_in_it(watched: Watched) -> None:
    watched.ask(f"{SENTINEL}-sender", f"does {SENTINEL} help CIDP? my {SENTINEL} chest hurts")
    text = watched.metrics()
    names = {family.name for family in text_string_to_metric_families(text)}
    assert {"evidence_turns", "evidence_turn_seconds", "process_resident_memory_bytes"} <= names
    assert SENTINEL not in text


def test_they_are_on_a_port_of_their_own_only(watched: Watched) -> None:
    assert requests.get(watched.base + "/metrics", timeout=60).status_code == 404


def test_a_taken_port_is_one_sentence() -> None:
    with taken_port() as port:
        settings = {"PORT": free_port(), "ACTIONS_PORT": free_port(), "METRICS_PORT": port}
        found = subprocess.run(
            [sys.executable, "-m", "service", "serve"],
            cwd=ROOT,
            env={**os.environ, **{name: str(value) for name, value in settings.items()}},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert found.returncode != 0
    (line,) = found.stderr.splitlines()
    assert line.startswith(f"Port {port} is taken") and "METRICS_PORT=" in line
