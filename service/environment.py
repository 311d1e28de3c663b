"""The environment of the children: quiet, no telemetry, nothing on a public interface."""

from __future__ import annotations

from collections.abc import Mapping

from service.settings import LOOPBACK

LOG_MESSAGES = "LOG_MESSAGES"
_LEVELS = ("LOG_LEVEL", "LOG_LEVEL_LIBRARIES")
_DEBUG = ("DEBUG", "NOTSET")

_ALWAYS = {
    "RASA_TELEMETRY_ENABLED": "false",
    # The action server checks no credentials, so only this machine may reach it.
    "SANIC_HOST": LOOPBACK,
    "PYTHONUNBUFFERED": "1",
    # Noise that tells a person nothing: TensorFlow's start, SQLAlchemy's and others' warnings.
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
_UNLESS_SET = {
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "PYTHONWARNINGS": "ignore",
    # A message's sums are too small to share: a second thread only burns a core while it waits.
    "OPENBLAS_NUM_THREADS": "1",
    # Rasa's shell gives up on an answer after ten seconds; the assistant itself after thirty.
    "RASA_SHELL_STREAM_READING_TIMEOUT_IN_SECONDS": "60",
}


def for_children(environment: Mapping[str, str]) -> dict[str, str]:
    """Add what every child needs. A level or filter that the person has set is kept.

    At the level DEBUG Rasa logs every message; without LOG_MESSAGES it counts as INFO.
    """
    levels = {}
    if environment.get(LOG_MESSAGES) != "on":
        levels = {name: "INFO" for name in _LEVELS if environment.get(name, "").upper() in _DEBUG}
    return {**_UNLESS_SET, **environment, **levels, **_ALWAYS}
