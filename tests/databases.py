"""Real PostgreSQL and Redis servers for tests, on free loopback ports and in folders of their own.

They come from Debian's packages `postgresql` and `redis-server`. As root they run as `nobody`,
because PostgreSQL refuses root. Both ask for a password, as they would in earnest.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import psycopg2
import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.helpers import descendants, wait_for

HOST = "127.0.0.1"
PASSWORD = "not-a-secret"
START = 60.0  # seconds, on a busy machine too
_UNPRIVILEGED = "nobody"
_INSTALL = "is not installed (Debian: apt-get install postgresql redis-server)"


def postgres_tool(name: str) -> str | None:
    """The newest PostgreSQL's program of this name; Debian keeps them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    return str(found[-1]) if found else shutil.which(name)


def _version(path: Path) -> int:
    return int(path.parts[4]) if path.parts[4].isdigit() else 0


def need(program: str | None, name: str) -> str:
    """The program, or a skipped test; in CI, where it must be there, a failed one."""
    if program is not None:
        return program
    if os.environ.get("CI"):
        pytest.fail(f"{name} {_INSTALL}")
    pytest.skip(f"{name} {_INSTALL}")


class Server(ABC):
    """A server's process: started, ended well or badly, and started again with its data."""

    def __init__(self, folder: Path) -> None:
        """`folder` is its own; the port stays the same over restarts."""
        self.folder = folder
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(), stdout=log, stderr=log, start_new_session=True, **_user()
            )
        assert wait_for(self._answers, START), (self.folder / "log").read_text()

    def stop(self) -> None:
        """End it as its package would; connections are cut."""
        self._end(self._stop_signal)

    def kill(self) -> None:
        """End it as a crash would."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """Let it hang: connections stay open and nothing is answered."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on after `pause`."""
        self._signal(signal.SIGCONT)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._signal(signal.SIGCONT)
        if number is signal.SIGKILL:
            self._signal(number)
        else:
            self._process.send_signal(number)
        self._process.wait(timeout=START)
        self._process = None

    def _signal(self, number: signal.Signals) -> None:
        """Signal all its processes; PostgreSQL's are each in a group of their own."""
        if self._process is not None and self._process.poll() is None:
            for pid in (self._process.pid, *descendants(self._process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, number)

    _stop_signal = signal.SIGTERM

    @abstractmethod
    def _command(self) -> list[str]:
        """What starts it."""

    @abstractmethod
    def _answers(self) -> bool:
        """Whether it takes connections."""


class PostgreSQL(Server):
    """A PostgreSQL cluster; `fresh` makes an empty database in it."""

    _stop_signal = signal.SIGINT  # "fast": PostgreSQL does not wait until everybody has left

    def __init__(self, folder: Path) -> None:
        """Make the cluster; `start` starts it."""
        super().__init__(folder)
        self._data = folder / "data"
        password = folder / "password"
        password.write_text(PASSWORD)
        initdb = [need(postgres_tool("initdb"), "PostgreSQL"), "-D", str(self._data), "--no-sync"]
        initdb += ["-U", "evidence", "-A", "scram-sha-256", f"--pwfile={password}"]
        initdb += ["-E", "UTF8", "--locale=C"]
        shown = subprocess.run(initdb, capture_output=True, text=True, check=False, **_user())
        assert shown.returncode == 0, shown.stderr

    def address(self, database: str = "postgres") -> str:
        """SQLAlchemy's address of a database."""
        return f"postgresql://evidence:{PASSWORD}@{HOST}:{self.port}/{database}"

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = f"test_{uuid.uuid4().hex}"
        self.query(f"create database {name}")
        return self.address(name)

    def query(self, statement: str, address: str | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement, run by itself."""
        connection = psycopg2.connect(address or self.address(), connect_timeout=5)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def _command(self) -> list[str]:
        command = [need(postgres_tool("postgres"), "PostgreSQL"), "-D", str(self._data)]
        command += ["-p", str(self.port), "-h", HOST, "-k", str(self.folder)]
        return [*command, "-c", "fsync=off"]

    def _answers(self) -> bool:
        try:
            return self.query("select 1") == [(1,)]
        except psycopg2.OperationalError:
            return False


class RedisServer(Server):
    """A Redis that keeps nothing on disk."""

    @property
    def address(self) -> str:
        """The address, with the password."""
        return f"redis://:{PASSWORD}@{HOST}:{self.port}/0"

    def client(self) -> Redis:
        """A plain client of redis-py."""
        return Redis.from_url(self.address, socket_timeout=5, decode_responses=True)

    def _command(self) -> list[str]:
        command = [need(shutil.which("redis-server"), "Redis"), "--port", str(self.port)]
        command += ["--bind", HOST, "--requirepass", PASSWORD, "--save", "", "--appendonly", "no"]
        return [*command, "--dir", str(self.folder)]

    def _answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except RedisError:
            return False


Started = TypeVar("Started", bound=Server)


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL for as long as the block lasts."""
    with _folder("postgresql") as folder, _running(PostgreSQL(folder)) as server:
        yield server


@contextmanager
def running_redis() -> Iterator[RedisServer]:
    """A Redis for as long as the block lasts."""
    with _folder("redis") as folder, _running(RedisServer(folder)) as server:
        yield server


@contextmanager
def _running(server: Started) -> Iterator[Started]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def _folder(name: str) -> Iterator[Path]:
    """A folder that belongs to the user who runs the server (pytest's own are root's alone)."""
    folder = Path(tempfile.mkdtemp(prefix=f"evidence-{name}-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _UNPRIVILEGED)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": _UNPRIVILEGED, "group": pwd.getpwnam(_UNPRIVILEGED).pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
