"""The settings of the web channel and of socket.io, read from environment variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from channels import storage
from channels.storage import BadSetting
from channels.tokens import SHORTEST_SECRET, secret_in

ANY = "*"

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True)
class WebSettings:
    """What whoever serves the widget can decide.

    `origins`: the pages elsewhere that may embed the widget ("https://clinic.example"), or "*".
    `secret`: signs the conversations. `feedback`: SQLAlchemy's address of the database of thumbs.
    `rate`, `address_rate`: messages a minute from one conversation and from one address; 0 is
    no limit. `proxies`: how many proxies of one's own stand in front. `redis`: where replicas
    count together, if anywhere.
    """

    origins: tuple[str, ...]
    secret: bytes
    feedback: str
    rate: int
    address_rate: int
    proxies: int
    redis: str | None = None


def read(environment: Mapping[str, str]) -> WebSettings:
    """Read the settings; BadSetting in one sentence if one of them is wrong."""
    folder = storage.folder(environment)
    try:
        return WebSettings(
            origins=origins(environment),
            secret=_secret(environment, folder),
            feedback=storage.feedback_database(environment),
            rate=storage.number(environment, "WEB_RATE", 20),
            address_rate=storage.number(environment, "WEB_ADDRESS_RATE", 200),
            proxies=storage.number(environment, "WEB_PROXIES", 0),
            redis=storage.redis_address(environment),
        )
    except OSError as error:
        raise BadSetting(
            f"DATA_FOLDER is {str(folder)!r}, which cannot be used ({error.strerror}); "
            "set it to a folder that this user may write to."
        ) from error


def origins(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The origins of WEB_ORIGINS, separated by commas; none unless set."""
    given = [each.strip() for each in environment.get("WEB_ORIGINS", "").split(",")]
    found = tuple(each.lower().rstrip("/") for each in given if each)
    for each in found:
        if each != ANY and not _ORIGIN.fullmatch(each):
            raise BadSetting(
                f"WEB_ORIGINS holds {each!r}; write each origin as https://clinic.example, "
                "separated by commas, or * for any."
            )
    return found


def _secret(environment: Mapping[str, str], folder: Path) -> bytes:
    given = environment.get("WEB_SECRET", "").strip()
    if not given:
        return secret_in(folder / "web-secret")
    if len(given) < SHORTEST_SECRET:
        raise BadSetting(
            f"WEB_SECRET is too short; give it at least {SHORTEST_SECRET} random characters."
        )
    return given.encode()
