"""The servers that other tests rely on: up, down, hanging, and back with their data."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor, TimeoutError

import psycopg2
import pytest
from redis.exceptions import RedisError

from tests.databases import PostgreSQL, need, running_postgresql, running_redis


def test_postgresql_keeps_its_data_over_a_stop_and_a_crash() -> None:
    with running_postgresql() as server:
        address = server.fresh()
        server.query("create table kept (number int); insert into kept values (7)", address)
        for end in (server.stop, server.kill):
            end()
            with pytest.raises(psycopg2.OperationalError):
                server.query("select 1", address)
            server.start()
            assert server.query("select number from kept", address) == [(7,)]


def test_a_postgresql_that_hangs_answers_nobody_until_it_goes_on(postgresql: PostgreSQL) -> None:
    with ThreadPoolExecutor(1) as threads:
        open_already = psycopg2.connect(postgresql.address())
        postgresql.pause()
        asked = threads.submit(open_already.cursor().execute, "select 1")
        try:
            with pytest.raises(TimeoutError):
                asked.result(1)
        finally:
            postgresql.resume()
        asked.result(30)
        open_already.close()


def test_redis_goes_hangs_and_comes_back() -> None:
    with running_redis() as server:
        client = server.client()
        client.connection_pool.connection_kwargs["socket_timeout"] = 0.5
        assert client.set("a", "1")
        server.pause()
        with pytest.raises(RedisError):
            client.get("a")
        server.resume()
        assert client.get("a") == "1"
        server.kill()
        with pytest.raises(RedisError):
            client.get("a")
        server.start()
        assert client.get("a") is None


def test_what_is_not_installed_skips_a_test_and_fails_it_in_ci(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="apt-get install"):
        need(None, "Redis")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install"):
        need(None, "Redis")
    assert need("/usr/bin/redis-server", "Redis") == "/usr/bin/redis-server"


def test_the_servers_do_not_run_as_root() -> None:
    with running_redis() as server:
        pid = int(str(server.client().info("server")["process_id"]))
        assert os.geteuid() != 0 or os.stat(f"/proc/{pid}").st_uid != 0
