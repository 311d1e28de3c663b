"""`make serve`: the chat page, the widget and REST with all that they need, in the foreground."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from channels import web_settings
from channels.settings import LAST_GOOD
from channels.storage import BadSetting
from service import action_server, ports, readiness
from service.environment import for_children
from service.errors import Interrupted, Refusal
from service.processes import Child, Children
from service.settings import CREDENTIALS, HTTP, IN_PROCESS, LOOPBACK, ROOT, Settings
from service.stores import commands, reachable, retention
from service.training import Training

END_SECONDS = 45.0  # to answer what has come in (server.py) and to end
DAY_SECONDS = 24 * 60 * 60.0


def serve(settings: Settings) -> int:
    """Serve until SIGTERM or SIGINT, which end it cleanly (exit code 0)."""
    try:
        web = web_settings.read(os.environ)
    except BadSetting as wrong:
        raise Refusal(str(wrong)) from wrong
    reachable.require(os.environ)
    retention.days_kept(os.environ)
    ports.require_free(settings.host, settings.port, "PORT")
    apart = action_server.needed(settings)
    if apart:
        ports.require_free(LOOPBACK, settings.actions_port, "ACTIONS_PORT")
    if settings.metrics_port is not None:
        ports.require_free(
            settings.metrics_host, settings.metrics_port, "METRICS_PORT", "METRICS_HOST"
        )
    try:
        training = Training(ROOT, os.environ)
        model = model_to_serve(training)
        told = {"ACTIONS": HTTP if apart else IN_PROCESS}
        told |= {} if model == training.up_to_date() else {LAST_GOOD: "yes"}
        ended = _serve(settings, apart, web.origins, model, told)
    except (Interrupted, KeyboardInterrupt):
        print("Ended.", flush=True)
        return 0
    raise Refusal(f"The {ended} ended by itself, so all ends; its messages are above.")


def _serve(
    settings: Settings, apart: bool, origins: Sequence[str], model: Path, told: Mapping[str, str]
) -> str:
    """Run the service, and the action server if `apart`, until one ends by itself: its name.

    `told`: environment of theirs.
    """
    environment = for_children({**os.environ, **told})
    with (
        action_server.endpoints(settings.actions_port) as endpoints,
        Children(settings.drain_delay + END_SECONDS) as children,
    ):
        print("Starting (about 10 seconds) …", flush=True)
        if apart:
            action_server.start(children, settings.actions_port, environment, None)
        command = _rasa_command(settings, origins, model, endpoints)
        children.start("service", command, environment=environment)
        readiness.wait_until_ready(children, settings.own_address, settings.port)
        print(
            f"Ready at http://{settings.host}:{settings.port}/chat "
            "(for programs: POST to /webhooks/rest/webhook; Ctrl-C or SIGTERM ends it).",
            flush=True,
        )
        return _with_retention(children).name


def _with_retention(children: Children) -> Child:
    """Wait until a child ends; meanwhile, once a day, delete what is too old."""
    ended = None
    while ended is None:
        commands.purge_quietly(os.environ)
        ended = children.wait(seconds=DAY_SECONDS)
    return ended


def model_to_serve(training: Training) -> Path:
    """The up-to-date model; a broken fact store or training must not stop the serving."""
    try:
        return training.ensure()
    except Interrupted:
        raise
    except Refusal as refusal:
        model = training.last_model()
        if model is None:
            raise
        print(refusal, file=sys.stderr)
        print(f"Serving the last good model instead ({model.name}).", flush=True)
        return model


def _rasa_command(
    settings: Settings, origins: Sequence[str], model: Path, endpoints: Path
) -> list[str]:
    command = [sys.executable, "-m", "service.bot", "run", "--model", str(model)]
    command += ["--endpoints", str(endpoints), "--credentials", str(CREDENTIALS)]
    command += ["-i", settings.host, "-p", str(settings.port)]
    # Rasa answers the browsers' question which other origins may use the endpoint.
    return [*command, "--cors", *origins] if origins else command
