"""`make chat`: Rasa's shell on this terminal, with an action server in the background if asked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from channels import storage
from service import action_server, ports, terminal
from service.environment import for_children
from service.errors import Refusal
from service.processes import Child, Children
from service.settings import HTTP, IN_PROCESS, LOGS, LOOPBACK, ROOT, Settings
from service.training import Training

WELCOME = """
Ask about the evidence for immunoglobulin therapy (IVIG), in your own words: "does IVIG help
CIDP?", "what dose is used in MMN?", "ivig or plasmapheresis for GBS?", then "how sure are
you?" or "source?". This is information about published evidence, not medical advice, and no
help in an emergency. Type /stop to leave.
"""


def chat(settings: Settings) -> int:
    """Hold one conversation; return the exit code."""
    apart = action_server.needed(settings)
    if apart:
        ports.require_free(LOOPBACK, settings.actions_port, "ACTIONS_PORT")
    model = Training(ROOT, os.environ).ensure()
    # A conversation in the terminal is not kept.
    ours = {"DATABASE_URL": storage.IN_MEMORY, "REDIS_URL": "", "LOG_LEVEL": "ERROR"}
    ours["ACTIONS"] = HTTP if apart else IN_PROCESS
    environment = for_children({**os.environ, **ours, "PROMPT_TOOLKIT_NO_CPR": "1"})
    with (
        terminal.restored(),
        action_server.endpoints(settings.actions_port) as endpoints,
        Children() as children,
    ):
        print("Starting (about 10 seconds) …", flush=True)
        if apart:
            log = LOGS / "actions.log"
            action_server.start(children, settings.actions_port, environment, log)
        print(WELCOME, flush=True)
        shell = children.start(
            "conversation",
            _shell_command(model, endpoints),
            environment=environment,
            errors=LOGS / "chat.log",
            foreground=True,
        )
        try:
            _until_the_end(children, shell)
        except Refusal:
            children.stop()
            print(flush=True)  # The prompt stood on the last line.
            raise
    return 0


def _until_the_end(children: Children, shell: Child) -> None:
    """Return when the person leaves; refuse if a process ended by itself."""
    ended = children.wait()
    if ended is not shell:
        raise Refusal(
            "The action server ended, so the conversation ends too; "
            f"its messages are in {LOGS / 'actions.log'}."
        )
    if shell.code != 0:
        raise Refusal(f"The conversation ended with an error; see {LOGS / 'chat.log'}.")


def _shell_command(model: Path, endpoints: Path) -> list[str]:
    """Rasa's shell talks to a server of its own, here on loopback and any free port."""
    port = ports.free_port(LOOPBACK)
    command = [sys.executable, "-m", "service.bot", "shell", "--model", str(model)]
    return [*command, "--endpoints", str(endpoints), "-i", LOOPBACK, "-p", str(port)]
