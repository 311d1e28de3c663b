"""A channel on a loopback port; only Rasa's part, the handler, is a stand-in."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.server import configure_cors
from sanic import Sanic

from evidence.answer import Answer
from service import ports

# Sanic rewrites its own methods for speed at each start; in this mode it can do so again.
Sanic.test_mode = True


class Rasa:
    """Answers as the message asks for, and remembers what it got."""

    def __init__(self) -> None:
        self.messages: list[UserMessage] = []
        self.seconds = 0.5  # of a slow answer
        self.answers: dict[str, Answer] = {}  # to messages for which another one is wanted

    async def __call__(self, message: UserMessage) -> None:
        self.messages.append(message)
        out, sender = message.output_channel, message.sender_id
        if message.text == "silent":
            return
        if message.text == "slow":
            await asyncio.sleep(self.seconds)
        if message.text == "fail":
            raise RuntimeError("the secret message")
        text = f"Answer {len(self.messages)}."
        plain = Answer(kind="efficacy", text=text, conditions=("cidp",), treatments=("ivig",))
        answer = self.answers.get(str(message.text), plain)
        buttons = [{"title": "How sure?", "payload": "how sure are you?"}]
        await out.send_response(sender, {"text": text, "buttons": buttons})
        await out.send_response(sender, {"custom": {"data": answer.contract()}})


@contextmanager
def serving(
    channel: InputChannel,
    rasa: Callable[[UserMessage], Awaitable[None]],
    origins: list[str] | None = None,
    port: int = 0,
    agent: Any = None,
) -> Iterator[int]:
    """The port at which the channel is served, with Rasa's handling of other origins.

    `agent` stands for Rasa's own, whose stores the channel looks into.
    """
    port = port or ports.free_port("127.0.0.1")
    loop = asyncio.new_event_loop()
    started = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        app = Sanic(f"test_{uuid.uuid4().hex}", configure_logging=False)
        app.ctx.agent = agent
        configure_cors(app, origins or "")
        prefix = channel.url_prefix()
        prefix = prefix if prefix.startswith("/") else f"/webhooks/{prefix}"
        app.blueprint(channel.blueprint(rasa), url_prefix=prefix)
        server = loop.run_until_complete(_listening(app, port))
        started.set()
        loop.run_forever()
        loop.run_until_complete(_ended(server))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert started.wait(10)
    yield port
    loop.call_soon_threadsafe(loop.stop)
    thread.join(10)


async def _listening(app: Sanic, port: int) -> Any:
    server = await app.create_server("127.0.0.1", port, return_asyncio_server=True)
    await server.startup()
    await server.before_start()  # when sanic-cors puts its part in
    return server


async def _ended(server: Any) -> None:
    """Hang up on everybody, as the system does when a process is killed."""
    server.close()
    await server.wait_closed()
    for connection in list(server.connections):
        connection.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.05)
