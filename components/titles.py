"""A title before a person's name: "Ms Smith" is nobody's disease, though MS is one."""

from __future__ import annotations

import re

from evidence.names import words

TITLES = frozenset(["ms"])
NO_NAME = re.compile(
    r"society|trust|foundation|association|cent(re|er)|clinic|team|nurse|specialist|ivig"
    r"|patients?|relapses?|attack|flare|treatment|therapy|drugs?"
)
"""What is written with a capital after the disease."""


def is_title(message: str, place: int) -> bool:
    """Whether the word at `place` of the message stands as a title before a name."""
    found = words(message)
    if found[place][0] not in TITLES or place + 1 == len(found):
        return False
    (_, _, end), (following, start, stop) = found[place], found[place + 1]
    typed = message[start:stop]
    adjoining = message[end:start] == " "
    return adjoining and len(typed) > 1 and typed.istitle() and not NO_NAME.fullmatch(following)
