from __future__ import annotations

from pathlib import Path

from service.action_server import endpoints
from service.settings import ENDPOINTS


def test_on_the_usual_port_rasa_reads_the_checkouts_own_file() -> None:
    with endpoints(5055) as path:
        assert path == ENDPOINTS


def test_on_another_port_it_reads_a_copy_that_is_gone_afterwards() -> None:
    with endpoints(5056) as path:
        text = path.read_text()
        assert "http://127.0.0.1:5056/webhook" in text
        assert "5055" not in text
    assert not path.exists()


def test_all_else_in_the_file_stays(tmp_path: Path) -> None:
    original = tmp_path / "endpoints.yml"
    original.write_text(
        "action_endpoint:\n  url: http://127.0.0.1:5055/webhook\n"
        "tracker_store:\n  db: ${DB}  # 5055\n"
    )
    with endpoints(6000, original) as path:
        assert path.read_text() == original.read_text().replace(":5055/", ":6000/")


def test_the_checkout_names_the_usual_port() -> None:
    assert "http://127.0.0.1:5055/webhook" in ENDPOINTS.read_text()
