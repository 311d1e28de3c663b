"""The sides that are measured, each started as its users start it, on free ports of loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench import stock
from bench.asking import Client
from bench.stock_actions import RECORD
from evidence.snapshots import save
from evidence.store import load
from service.environment import for_children
from service.settings import LOOPBACK, ROOT
from tests.helpers import descendants
from tests.server import free_port

OURS, PLAIN, STOCK = "ours", "ours, Rasa's own way", "stock"
SIDES = (OURS, PLAIN, STOCK)
START_SECONDS = 600.0
LOG = ROOT / "logs" / "bench.log"


@dataclass(frozen=True)
class Side:
    """A running side."""

    name: str
    port: int
    processes: list[subprocess.Popen[bytes]]
    first_answer: float  # seconds from the start

    def client(self) -> Client:
        """A connection of its own."""
        return Client(self.port)

    def memory(self) -> float:
        """MB of all its processes together, what they share counted once."""
        pids = [process.pid for process in self.processes]
        everyone = {*pids, *(below for pid in pids for below in descendants(pid))}
        return sum(_proportional_kb(pid) for pid in everyone) / 1024


@contextmanager
def running(name: str) -> Iterator[Side]:
    """Start a side; it has given its first answer when the block begins."""
    port, actions_port = free_port(), free_port()
    settings = {"PORT": str(port), "ACTIONS_PORT": str(actions_port)}
    settings["SHORTCUTS"] = "off" if name == PLAIN else "on"
    if name != STOCK:
        with _started(name, port, [[sys.executable, "-m", "service", "serve"]], settings) as side:
            yield side
        return
    with tempfile.TemporaryDirectory(prefix="bench-stock-") as folder:
        commands = _stock_commands(port, actions_port, Path(folder))
        with _started(name, port, commands, {RECORD: _record()}) as side:
            yield side


@contextmanager
def serving(name: str, command: list[str], settings: Mapping[str, str]) -> Iterator[Side]:
    """Start one command of Rasa's on a free port of loopback."""
    port = free_port()
    with _started(name, port, [[*command, "-i", LOOPBACK, "-p", str(port)]], settings) as side:
        yield side


@contextmanager
def _started(
    name: str, port: int, commands: list[list[str]], settings: Mapping[str, str]
) -> Iterator[Side]:
    with ExitStack() as stack:
        data = stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-"))
        ours = {"EVIDENCE_GAPS": "off", "DATA_FOLDER": data}
        environment = {**for_children({**os.environ, **ours}), **settings}
        start = time.monotonic()
        processes = [stack.enter_context(_process(each, environment)) for each in commands]
        client = Client(port)
        while not client.answers():
            if time.monotonic() - start > START_SECONDS or processes[-1].poll() is not None:
                raise RuntimeError(f"{name} did not start; its messages are in {LOG}.")
            time.sleep(0.1)
        yield Side(name, port, processes, time.monotonic() - start)


def _stock_commands(port: int, actions_port: int, folder: Path) -> list[list[str]]:
    """The action server and Rasa, as its manual starts them; the tracker store is in memory."""
    endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://{LOOPBACK}:{actions_port}/webhook\n")
    credentials.write_text("rest:\n")
    python = [sys.executable, "-W", "ignore", "-m"]
    actions = [*python, "rasa_sdk", "--actions", "bench.stock_actions", "--port", str(actions_port)]
    run = [*python, "rasa", "run", "-i", LOOPBACK, "-p", str(port)]
    run += ["-m", str(stock.ensure() / stock.MODEL)]
    return [actions, [*run, "--endpoints", str(endpoints), "--credentials", str(credentials)]]


@cache
def _record() -> str:
    """The hash of the snapshot of the checkout's store, which is laid out to be found."""
    store = load(ROOT / "knowledge")
    save(store)
    return store.hash


@contextmanager
def _process(
    command: list[str], environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _proportional_kb(pid: int) -> int:
    try:
        lines = (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
