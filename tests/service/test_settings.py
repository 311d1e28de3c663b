from __future__ import annotations

import pytest

from service import settings
from service.errors import Refusal


def test_defaults_are_rasas_ports_on_loopback() -> None:
    assert settings.read({}) == settings.Settings("127.0.0.1", 5005, 5055)


def test_empty_values_count_as_unset() -> None:
    assert settings.read({"HOST": "", "PORT": " ", "ACTIONS_PORT": ""}) == settings.Settings()


def test_values_are_taken() -> None:
    chosen = settings.read({"HOST": "0.0.0.0", "PORT": "8080", "ACTIONS_PORT": "8081"})
    assert (chosen.host, chosen.port, chosen.actions_port) == ("0.0.0.0", 8080, 8081)


@pytest.mark.parametrize("name", ["PORT", "ACTIONS_PORT", "METRICS_PORT"])
@pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "80.5", "٥٠٠٥"])
def test_a_bad_port_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(Refusal, match=rf"^{name} is .* from 1 to 65535\.$"):
        settings.read({name: value})


@pytest.mark.parametrize(
    ("given", "both"),
    [
        ({"PORT": "5055"}, "PORT and ACTIONS_PORT are both 5055"),
        ({"METRICS_PORT": "5005"}, "PORT and METRICS_PORT are both 5005"),
    ],
)
def test_one_port_for_two_is_refused(given: dict[str, str], both: str) -> None:
    with pytest.raises(Refusal, match=both):
        settings.read(given)


def test_metrics_are_off_and_on_loopback_unless_set() -> None:
    assert settings.read({}).metrics_port is None
    chosen = settings.read({"METRICS_PORT": "9105"})
    assert (chosen.metrics_host, chosen.metrics_port) == ("127.0.0.1", 9105)
    assert settings.read({"METRICS_HOST": "10.0.0.7"}).metrics_host == "10.0.0.7"


def test_every_interface_is_reached_over_loopback() -> None:
    assert settings.Settings(host="0.0.0.0").own_address == "127.0.0.1"
    assert settings.Settings(host="127.0.0.2").own_address == "127.0.0.2"


def test_actions_run_in_rasas_process_unless_http_is_asked_for() -> None:
    assert not settings.read({"ACTIONS": " "}).action_server
    assert settings.read({"ACTIONS": "http"}).action_server


def test_another_value_for_actions_is_refused() -> None:
    with pytest.raises(Refusal, match=r"^ACTIONS is 'https'; set it to in-process or http\.$"):
        settings.read({"ACTIONS": "https"})


def test_without_shortcuts_there_is_an_action_server() -> None:
    assert settings.read({"SHORTCUTS": "off"}).action_server
    assert not settings.read({"SHORTCUTS": "off", "ACTIONS": "in-process"}).action_server
    with pytest.raises(Refusal, match=r"^SHORTCUTS is 'no'; set it to on or off\.$"):
        settings.read({"SHORTCUTS": "no"})
