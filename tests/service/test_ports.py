from __future__ import annotations

import socket

import pytest

from service import ports
from service.errors import Refusal
from tests.helpers import taken_port


def test_a_free_port_is_accepted() -> None:
    ports.require_free("127.0.0.1", ports.free_port("127.0.0.1"), "PORT")


def test_a_taken_port_is_refused_in_one_sentence_that_names_the_setting() -> None:
    with taken_port() as port, pytest.raises(Refusal) as refusal:
        ports.require_free("127.0.0.1", port, "ACTIONS_PORT")
    sentence = str(refusal.value)
    assert sentence.startswith(f"Port {port} is taken by another program")
    assert "ACTIONS_PORT=" in sentence
    assert "\n" not in sentence
    assert refusal.value.code != 0


def test_a_port_that_was_closed_a_moment_ago_is_free() -> None:
    with taken_port() as port:
        client = socket.create_connection(("127.0.0.1", port))
    client.close()
    ports.require_free("127.0.0.1", port, "PORT")


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(Refusal, match=f"HOST={host} is not an address of this machine"):
        ports.require_free(host, 5005, "PORT")
