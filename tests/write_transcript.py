"""`make transcript`: writes the README's transcript anew, from the running assistant."""

from __future__ import annotations

import os
import re
import uuid

from service.settings import ROOT
from service.training import Training
from tests.server import running_actions, running_service
from tests.test_readme import README, transcript


def main() -> None:
    """Ask the questions that stand in the README and put the answers below them."""
    model = Training(ROOT, os.environ).ensure()
    sender = uuid.uuid4().hex
    with running_service(model) as service, running_actions(service.actions_port):
        turns = [(said, service.ask(sender, said)["text"]) for said, _ in transcript()]
    block = "\n\n".join(f"> {said}\n\n{answer}" for said, answer in turns)
    text = re.sub(
        r"```transcript\n.*?```",
        lambda match: f"```transcript\n{block}\n```",
        README.read_text("utf-8"),
        flags=re.DOTALL,
    )
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
