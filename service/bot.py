"""Rasa's command line with mends; started by the launcher as a process of its own.

- Rasa's shell does not end at the end of its input, nor when its own server is gone: it hangs
  without a prompt. Here it ends.
- Rasa's error logs hold the user's messages. Here they name the error and the place only.
- Rasa's server drops messages when it ends. Here it answers them first (server.py).
- METRICS_PORT shows what the channels count, on an address of its own.
- Garbage is not collected while the model loads.
- Slow parts of Rasa have stand-ins, unless SHORTCUTS is `off` (service/shortcuts/).

`python -m service.bot shell …` takes the arguments of `rasa shell …`.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from pathlib import Path
from typing import Any

import prometheus_client

from service import redaction, settings
from service.quiet import silence
from service.shortcuts import known, without_tensorflow

_failed = False


def main() -> int:
    """Run Rasa with the arguments of this process."""
    silence()
    serves = sys.argv[1:2] == ["run"]
    if serves:  # loading makes millions of objects that stay; server.py turns it on again
        gc.disable()
    _leave_out_tensorflow()
    import rasa.__main__
    from rasa.core.channels import console

    redaction.install()
    if serves:
        from service import server

        server.install(settings.read(os.environ).drain_delay)
    console.record_messages = _ending(console.record_messages)
    _show_metrics()
    _take_shortcuts()
    sys.argv[0] = "rasa"
    rasa.__main__.main()
    return 1 if _failed else 0


def _leave_out_tensorflow() -> None:
    """Only possible before Rasa is imported, and only for a model that does not need it."""
    arguments = dict(zip(sys.argv, sys.argv[1:], strict=False))
    model = Path(arguments.get("--model") or arguments.get("-m") or "")
    if known.usable("serving without TensorFlow", known.TENSORFLOW):
        if without_tensorflow.needless(model):
            without_tensorflow.install()


def _take_shortcuts() -> None:
    if os.environ.get("ACTIONS") != settings.HTTP:
        from service.shortcuts import actions

        actions.install()
    if known.usable("working within a turn without detours", known.TURNS):
        from service.shortcuts import turns

        turns.install()


def _show_metrics() -> None:
    chosen = settings.read(os.environ)
    if chosen.metrics_port is not None and "run" in sys.argv[1:2]:
        prometheus_client.start_http_server(chosen.metrics_port, chosen.metrics_host)


def _ending(record_messages: Any) -> Any:
    async def until_the_end(*arguments: Any, **options: Any) -> int:
        global _failed
        try:
            return int(await record_messages(*arguments, **options))
        except EOFError:
            return 0
        except Exception:
            _failed = True
            logging.getLogger(__name__).exception("The conversation broke off.")
            print("Something failed, so the conversation ends here.", flush=True)
            return 0

    return until_the_end


if __name__ == "__main__":
    sys.exit(main())
