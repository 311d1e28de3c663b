"""How often somebody may ask over REST: from elsewhere a limit, on this machine none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from channels import web_settings
from channels.rest import HardenedRest
from tests.channels.serving import Rasa, serving

Ask = Callable[[str, str], requests.Response]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Asks as a sender from an address, behind one proxy, where little is allowed."""
    settings = web_settings.read(
        {
            "DATA_FOLDER": str(tmp_path),
            "WEB_RATE": "2",
            "WEB_ADDRESS_RATE": "4",
            "WEB_PROXIES": "1",
        }
    )
    with serving(HardenedRest(settings), Rasa()) as port:

        def post(sender: str, address: str) -> requests.Response:
            return requests.post(
                f"http://127.0.0.1:{port}/webhooks/rest/webhook",
                json={"sender": sender, "message": "hi"},
                headers={"X-Forwarded-For": f"10.9.9.9, {address}"} if address else {},
                timeout=20,
            )

        yield post


def test_a_conversation_that_asks_too_fast_is_told_how_long_to_wait(ask: Ask) -> None:
    assert [ask("anna", "192.0.2.7").status_code for _ in range(3)] == [200, 200, 429]
    refused = ask("anna", "192.0.2.7")
    text, answer = refused.json()
    assert int(refused.headers["Retry-After"]) > 0
    assert text["text"] == f"That was fast; please wait {refused.headers['Retry-After']} seconds."
    assert answer["custom"]["data"]["kind"] == "out_of_scope"
    assert ask("bert", "192.0.2.8").status_code == 200, "others may"


def test_an_address_cannot_help_itself_by_new_names(ask: Ask) -> None:
    codes = [ask(f"name-{number}", "192.0.2.9").status_code for number in range(6)]
    assert codes == [200, 200, 200, 200, 429, 429]


@pytest.mark.parametrize("address", ["", "127.0.0.1", "::1"])
def test_a_program_on_this_machine_has_no_limit(ask: Ask, address: str) -> None:
    assert {ask("program", address).status_code for _ in range(8)} == {200}


def test_what_is_no_address_is_not_taken_for_this_machine(ask: Ask) -> None:
    assert [ask("x", "localhost").status_code for _ in range(3)] == [200, 200, 429]
