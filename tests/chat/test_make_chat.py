"""`make chat` as a person has it: through a terminal, with the trained model."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from service import health, ports
from service.settings import ROOT
from tests.helpers import alive, command_line, descendants, taken_port, wait_for

pytestmark = [
    pytest.mark.model,
    pytest.mark.usefixtures("trained_model"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc"),
]

PROMPT = "Your input ->"
START_SECONDS = 180
# What must never be on a person's screen.
NOISE = ("Traceback", "Warning", "WARNING", "tensorflow", "SQLAlchemy", "Custom json", "{")


class Chat:
    """A running `make chat` on a pseudo-terminal."""

    def __init__(self, actions: str = "in-process") -> None:
        self.actions_port = ports.free_port("127.0.0.1")
        self.folder = tempfile.TemporaryDirectory(prefix="evidence-chat-")
        self.screen = pexpect.spawn(
            *_command(),
            cwd=str(ROOT),
            env={
                **os.environ,
                "ACTIONS": actions,
                "ACTIONS_PORT": str(self.actions_port),
                "DATA_FOLDER": self.folder.name,
                "TERM": "xterm",
            },
            encoding="utf-8",
            timeout=START_SECONDS,
            dimensions=(50, 120),
        )
        self.seen = ""

    def expect(self, text: str, seconds: float = 60) -> None:
        """Wait until a text is shown."""
        self.screen.expect_exact(text, timeout=seconds)
        self.seen += self.screen.before + text

    def ask(self, question: str, answer: str) -> None:
        """Type a question, and wait for these words of the answer and the next prompt."""
        self.screen.send(question + "\r")
        self.expect(answer)
        self.expect(PROMPT)

    def processes(self) -> dict[str, int]:
        """The shell, and the action server if there is one, by name."""
        found = {}
        for pid in descendants(self.screen.pid):
            for name in ("rasa_sdk", "service.bot"):
                if name in command_line(pid):
                    found[name] = pid
        return found

    def end(self, seconds: float = 40) -> int:
        """Wait until it has ended; return the exit code, as a shell counts it."""
        self.screen.expect(pexpect.EOF, timeout=seconds)
        self.seen += self.screen.before
        self.screen.close()
        if self.screen.exitstatus is None:
            return 128 + int(self.screen.signalstatus)
        return int(self.screen.exitstatus)


def _command() -> tuple[str, list[str]]:
    """`make chat`, or what it runs where the tests do not run in its environment."""
    if Path(sys.prefix) == ROOT / ".venv":
        return "make", ["chat"]
    return sys.executable, ["-m", "service", "chat"]


@pytest.fixture
def actions() -> str:
    """Where the actions of the conversation run."""
    return "in-process"


@pytest.fixture
def chat(actions: str) -> Iterator[Chat]:
    """A conversation at its first prompt; nothing of it is left after the test."""
    started = Chat(actions)
    try:
        started.expect(PROMPT, START_SECONDS)
        processes = started.processes()
        apart = {"rasa_sdk"} if actions == "http" else set()
        assert set(processes) == {"service.bot", *apart}
        yield started
        assert wait_for(lambda: not any(alive(pid) for pid in processes.values()), 15)
        assert not health.responds("127.0.0.1", started.actions_port, "/health")
    finally:
        started.screen.close(force=True)


@pytest.mark.parametrize("actions", ["in-process", "http"])
def test_a_conversation(chat: Chat) -> None:
    assert "not medical advice" in chat.seen
    assert "/stop" in chat.seen
    chat.ask("does IVIG help Sjogren?", "not clear")
    chat.ask("how sure are you", "ery low")
    chat.screen.send("/stop\r")
    assert chat.end() == 0
    for noise in NOISE:
        assert noise not in chat.seen
    assert os.listdir(chat.folder.name) == [], "a conversation in the terminal is not kept"


@pytest.mark.parametrize("key", ["c", "d"])
def test_ctrl_c_and_the_end_of_input_end_it(chat: Chat, key: str) -> None:
    chat.screen.sendcontrol(key)
    assert chat.end() == 0
    assert "Traceback" not in chat.seen


@pytest.mark.parametrize("actions", ["http"])
def test_when_the_action_server_ends_all_ends_with_a_sentence(chat: Chat) -> None:
    os.kill(chat.processes()["rasa_sdk"], signal.SIGKILL)
    assert chat.end() != 0
    assert "The action server ended, so the conversation ends too" in chat.seen
    assert "Traceback" not in chat.seen


def test_when_the_shell_is_killed_all_ends_with_a_sentence(chat: Chat) -> None:
    os.kill(chat.processes()["service.bot"], signal.SIGKILL)
    assert chat.end() != 0
    assert "The conversation ended with an error" in chat.seen


def test_ctrl_c_while_it_starts_ends_it() -> None:
    started = Chat()
    started.expect("Type /stop to leave.", START_SECONDS)
    started.screen.sendcontrol("c")
    assert started.end() != 0
    assert not started.processes()
    assert not health.responds("127.0.0.1", started.actions_port, "/health")
    assert "Traceback" not in started.seen


def test_a_taken_port_gives_one_clear_sentence() -> None:
    with taken_port() as port:
        screen = pexpect.spawn(
            *_command(),
            cwd=str(ROOT),
            env={**os.environ, "ACTIONS": "http", "ACTIONS_PORT": str(port)},
            encoding="utf-8",
            timeout=60,
        )
        screen.expect(pexpect.EOF)
        screen.close()
    assert screen.exitstatus != 0
    assert f"Port {port} is taken by another program" in screen.before
    assert "ACTIONS_PORT=" in screen.before
    assert "Traceback" not in screen.before
