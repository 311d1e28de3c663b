"""What is refused at start, in a sentence that names the setting and never the password."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.errors import Refusal
from service.stores import reachable
from tests.databases import PASSWORD, PostgreSQL, RedisServer, running_postgresql, running_redis


def refusal(folder: Path, **settings: str) -> str:
    with pytest.raises(Refusal) as caught:
        reachable.require({"DATA_FOLDER": str(folder), **settings})
    sentence = str(caught.value)
    assert PASSWORD not in sentence and "\n" not in sentence
    assert caught.value.__suppress_context__, "the cause, which holds the address, is not told"
    return sentence


def test_nothing_set_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    reachable.require({"DATA_FOLDER": str(tmp_path / "new")})
    assert (tmp_path / "new" / "conversations.db").is_file()


def test_what_runs_is_taken(tmp_path: Path, postgresql: PostgreSQL, redis: RedisServer) -> None:
    settings = {"DATABASE_URL": postgresql.fresh(), "REDIS_URL": redis.address}
    reachable.require({"DATA_FOLDER": str(tmp_path), **settings})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("DATABASE_URL", f"mysql://evidence:{PASSWORD}@127.0.0.1/a"),
        ("DATABASE_URL", f"postgresql://evidence:{PASSWORD}@127.0.0.1:port/a"),
        ("DATABASE_URL", f"postgresql://evidence:{PASSWORD}@127.0.0.1:1/a"),
        ("DATABASE_URL", "sqlite:////no/such/folder/a.db"),
        ("DATABASE_POOL", "0"),
        ("DATABASE_POOL", "many"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("REDIS_URL", f"redis://:{PASSWORD}@127.0.0.1:1/0"),
        ("REDIS_URL", f"redis://:{PASSWORD}@127.0.0.1:port/0"),
        ("DATA_FOLDER", "/proc/nothing"),
    ],
)
def test_a_setting_without_meaning_is_named(tmp_path: Path, setting: str, value: str) -> None:
    assert setting in refusal(tmp_path, **{setting: value})


def test_a_wrong_password_is_named(
    tmp_path: Path, postgresql: PostgreSQL, redis: RedisServer
) -> None:
    wrong = postgresql.address().replace(PASSWORD, "wrong")
    assert "DATABASE_URL cannot be used" in refusal(tmp_path, DATABASE_URL=wrong)
    wrong = redis.address.replace(PASSWORD, "wrong")
    assert "REDIS_URL cannot be used" in refusal(tmp_path, REDIS_URL=wrong)


def test_servers_that_are_down_are_named(tmp_path: Path) -> None:
    with running_postgresql() as database, running_redis() as redis:
        settings = {"DATABASE_URL": database.fresh(), "REDIS_URL": redis.address}
        redis.pause()
        assert "REDIS_URL cannot be used" in refusal(tmp_path, **settings)
        database.stop()
        assert "DATABASE_URL cannot be used" in refusal(tmp_path, **settings)
        redis.resume()
