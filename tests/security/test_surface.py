"""What the running product offers to the network, and what it does not."""

from __future__ import annotations

import ipaddress
import sys
import uuid
from pathlib import Path

import pytest
import requests

from tests.helpers import PROC, command_line, descendants
from tests.watched import SECRET, Watched

pytestmark = pytest.mark.model

# Rasa's HTTP API, which `--enable-api` would open: trackers, model loading, training, parsing.
API = [
    ("GET", "/version"),
    ("GET", "/status"),
    ("GET", "/domain"),
    ("GET", "/conversations/anna/tracker"),
    ("GET", "/conversations/anna/story"),
    ("POST", "/conversations/anna/tracker/events"),
    ("PUT", "/conversations/anna/tracker/events"),
    ("POST", "/conversations/anna/messages"),
    ("POST", "/conversations/anna/execute"),
    ("POST", "/conversations/anna/trigger_intent"),
    ("POST", "/conversations/anna/predict"),
    ("POST", "/model/train"),
    ("POST", "/model/parse"),
    ("POST", "/model/predict"),
    ("POST", "/model/test/intents"),
    ("PUT", "/model"),
    ("DELETE", "/model"),
]


@pytest.mark.parametrize(("method", "path"), API)
def test_rasas_own_api_is_off(watched: Watched, method: str, path: str) -> None:
    body = {"model_file": "/tmp/evil.tar.gz", "text": "hi"}
    response = requests.request(method, watched.base + path, json=body, timeout=60)
    assert response.status_code == 404


@pytest.mark.parametrize("path", ["/webhooks/slack/events", "/metrics", "/webhook", "/actions"])
def test_what_is_not_turned_on_is_not_there(watched: Watched, path: str) -> None:
    for method in ("GET", "POST"):
        response = requests.request(method, watched.base + path, json={}, timeout=60)
        assert response.status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/..%2f..%2fetc/passwd", "/pages/..%2f..%2fconfig.yml", "/%00", "/chat/x"]
)
def test_an_unknown_address_tells_nothing_of_the_inside(watched: Watched, path: str) -> None:
    response = requests.get(watched.base + path, timeout=60)
    assert response.status_code == 404
    for word in ("Traceback", "File ", "site-packages", "root:", "pipeline"):
        assert word not in response.text


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
def test_every_port_is_on_loopback(watched: Watched) -> None:
    found = [each for pid in descendants(watched.process.pid) for each in _listening(pid)]
    assert len(found) >= 2, "the service, the metrics"
    assert [each for each in found if not each.is_loopback] == []


def _listening(pid: int) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The addresses on which a process listens."""
    sockets = {
        link.readlink().name for link in (PROC / str(pid) / "fd").iterdir() if _is_socket(link)
    }
    found = []
    for table in ("tcp", "tcp6"):
        for line in (PROC / str(pid) / "net" / table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:
                found.append(_address(fields[1].partition(":")[0]))
    return found


def _is_socket(link: Path) -> bool:
    try:
        return link.readlink().name.startswith("socket:")
    except OSError:
        return False


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """From the kernel's notation: groups of four bytes, each in the machine's order."""
    groups = [bytes.fromhex(written[start : start + 8]) for start in range(0, len(written), 8)]
    packed = b"".join(group[::-1] if sys.byteorder == "little" else group for group in groups)
    return ipaddress.ip_address(packed)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
def test_no_secret_is_in_a_command_line_or_in_the_log(watched: Watched) -> None:
    pids = [watched.process.pid, *descendants(watched.process.pid)]
    assert all(command_line(pid) for pid in pids)
    assert not [pid for pid in pids if SECRET in command_line(pid)]
    assert SECRET not in watched.said()


def test_a_conversation_over_rest_cannot_reach_one_of_the_web(watched: Watched) -> None:
    """A sender is a name, no proof; a conversation of the widget needs its signed token."""
    token = requests.post(watched.base + "/web/conversation", json={}, timeout=60).json()["token"]
    forged = token.split(".")[0] + "." + "A" * 43
    body = {"id": uuid.uuid4().hex, "message": "what did I ask?"}
    response = requests.post(
        watched.base + "/web/message", json=body, headers={"X-Conversation": forged}, timeout=60
    )
    assert response.status_code == 401
