"""Error lines keep the event, the kind of error and the place, and lose what people wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from service.redaction import WithoutMessages

SECRET = "my chest hurts"


@pytest.fixture
def log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("tests.redaction")
    logger.propagate = False
    logger.handlers = [handler]
    logger.filters = [WithoutMessages()]
    logger.setLevel(logging.DEBUG)
    yield logger, stream
    logger.handlers = []


def test_a_traceback_becomes_kinds_and_places(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    try:
        try:
            raise ValueError(f"body={SECRET}")
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError:
        logger.exception("Running the action failed.")
    line = stream.getvalue()
    assert line.startswith("Running the action failed. <- RuntimeError at ")
    assert "ValueError at " in line
    assert "test_redaction.py:" in line
    assert SECRET not in line
    assert "Traceback" not in line


def test_a_structlog_line_loses_its_fields(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    frames = [{"filename": "a.py", "lineno": 3, "name": "run", "locals": {"text": SECRET}}]
    entry = {
        "event": "rest.message.received.failure",
        "text": SECRET,
        "exception": [{"exc_type": "KeyError", "exc_value": SECRET, "frames": frames}],
    }
    logger.error(json.dumps(entry))
    assert stream.getvalue() == "rest.message.received.failure <- KeyError at a.py:3 run\n"


def test_a_plain_line_stays(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, stream = log
    logger.warning("No answer within %s s.", 30)
    logger.info("Started %s.", "well")
    assert stream.getvalue() == "No answer within 30 s.\nStarted well.\n"
