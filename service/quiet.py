"""Runs a module with quiet logs: no warnings of libraries, no messages of users.

`python -m service.quiet rasa_sdk …` is how the launcher starts the action server.

PYTHONWARNINGS is not enough: Sanic and others turn such warnings on again when imported.
"""

from __future__ import annotations

import runpy
import sys
import warnings
from typing import Any

from service import redaction

_FOR_DEVELOPERS = (DeprecationWarning, PendingDeprecationWarning, FutureWarning)


def silence() -> None:
    """Show no warning that only a library's developers can act on, whatever the filters say."""
    show = warnings.showwarning

    def show_others(message: Any, category: type[Warning], *place: Any, **more: Any) -> None:
        if not issubclass(category, _FOR_DEVELOPERS):
            show(message, category, *place, **more)

    warnings.showwarning = show_others


def main() -> None:
    """Run the module that the first argument names, with the rest as its arguments."""
    silence()
    redaction.install()
    module = sys.argv[1]
    sys.argv = sys.argv[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
