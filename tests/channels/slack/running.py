"""The channel in a real Sanic server on loopback. Only Rasa's part, the handler, is a stand-in."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

from rasa.core.channels.channel import UserMessage
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.slack import SlackChannel
from channels.slack.settings import Settings
from evidence.answer import Answer, Suggestion, fixed
from service.ports import free_port
from tests.channels.slack.client import Events

ANSWER = Answer(
    kind="efficacy",
    text="It may help.",
    treatments=("ivig",),
    conditions=("cidp",),
    claims=("a-claim",),
    suggestions=(Suggestion(title="What dose?", payload="what dose for CIDP?"),),
)


async def _root(request: Request) -> HTTPResponse:
    """As Rasa's server has it: Sanic cannot route without any route."""
    return response.text("up")


class Rasa:
    """Answers as the message asks for, and remembers what it got."""

    def __init__(self) -> None:
        self.messages: list[UserMessage] = []
        self.answered: list[str] = []
        self.hanging = True

    async def __call__(self, message: UserMessage) -> None:
        self.messages.append(message)
        word = (message.text or "").partition(" ")[0]
        if word == "fail":
            raise RuntimeError("the secret message")
        if word == "silent":
            return
        if word == "slow":
            await asyncio.sleep(3.5)
        while word == "hang" and self.hanging:
            await asyncio.sleep(0.05)
        kinds = {"emergency": "Call 112 now.", "crisis": "You matter.", "smalltalk": "Hello."}
        answer = fixed(word, kinds[word]) if word in kinds else ANSWER
        if word == "echo":
            answer = answer.copy(update={"text": (message.text or "").removeprefix("echo ")})
        contract = json.loads(json.dumps(answer.contract()))
        await message.output_channel.send_text_message(message.sender_id, answer.text)
        await message.output_channel.send_custom_json(message.sender_id, {"data": contract})
        self.answered.append(message.text or "")

    @property
    def texts(self) -> list[str]:
        return [message.text or "" for message in self.messages]

    @property
    def conversations(self) -> list[str]:
        return [message.sender_id for message in self.messages]


class Running:
    """A running channel, how Slack reaches it, and the stand-in behind it."""

    def __init__(self, settings: Settings | None) -> None:
        self.rasa = Rasa()
        self.port = free_port("127.0.0.1")
        self.events = Events(f"http://127.0.0.1:{self.port}/webhooks/slack/events")
        self._channel = SlackChannel(settings)
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self) -> Running:
        self._thread.start()
        assert self._up.wait(30)
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = Sanic(f"test_slack_{self.port}", configure_logging=False)
        app.add_route(_root, "/")
        app.blueprint(self._channel.blueprint(self.rasa), url_prefix="/webhooks/slack")
        server: Any = self._loop.run_until_complete(
            app.create_server("127.0.0.1", self.port, return_asyncio_server=True)
        )
        self._loop.run_until_complete(server.startup())
        self._loop.run_until_complete(server.after_start())
        self._up.set()
        self._loop.run_forever()
        self._loop.run_until_complete(server.before_stop())
        server.close()
        self._loop.run_until_complete(server.wait_closed())
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()
