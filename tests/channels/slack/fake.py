"""A stand-in for Slack on loopback: its Web API, response addresses and Socket Mode.

It knows the tokens of one workspace, refuses blocks beyond the documented limits, and can be
told to take its time over a method, or to answer it with 429 or an error. Every call is kept in
the order of its coming.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from service.ports import free_port
from tests.channels.slack.limits import assert_message, assert_view
from tests.helpers import wait_for

TEAM, ME, MY_BOT = "T0CLINIC", "U0IVIG", "B0IVIG"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-local-test", "xapp-local-test", "local-signing-secret"
POSTING = ("chat.postMessage", "chat.postEphemeral", "chat.update")


@dataclass
class Call:
    """One call: the method (or "response"), what came with it, and what was answered."""

    method: str
    params: dict[str, Any]
    at: float
    status: int = 200
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether Slack did what it was asked."""
        return self.status == 200 and bool(self.answer.get("ok"))


class FakeSlack:
    """The server, in a thread of its own."""

    def __init__(self) -> None:
        self.port = free_port("127.0.0.1")
        self.url = f"http://127.0.0.1:{self.port}"
        self.calls: list[Call] = []
        self.limited: dict[str, list[int]] = {}  # method → seconds of the next 429s
        self.broken: dict[str, list[int]] = {}  # method → statuses of the next failures
        self.errors: dict[str, str] = {}  # method → error code of every call
        self.seconds: dict[str, float] = {}  # method → how long every call takes
        # method → what answers in its place; an AssertionError is invalid_blocks
        self.replaced: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
        self.threads: dict[str, list[dict[str, Any]]] = {}  # thread_ts → messages
        self.acknowledged: list[str] = []
        self._stamps = itertools.count(1)
        self._socket: web.WebSocketResponse | None = None
        self._loop = asyncio.new_event_loop()
        self._up = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._up.wait(20)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._runner.cleanup(), self._loop).result(20)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)

    def forget(self) -> None:
        """Start a test afresh."""
        self.calls.clear()
        self.limited.clear()
        self.broken.clear()
        self.errors.clear()
        self.seconds.clear()
        self.replaced.clear()
        self.threads.clear()
        self.acknowledged.clear()

    def made(self, *methods: str) -> list[Call]:
        """The successful calls of these methods; of all that show something, if none is given."""
        wanted = methods or (*POSTING, "response", "views.publish")
        return [call for call in list(self.calls) if call.ok and call.method in wanted]

    def wait(self, count: int, *methods: str, seconds: float = 30.0) -> list[Call]:
        """At least so many calls, as soon as they have come."""
        wait_for(lambda: len(self.made(*methods)) >= count, seconds)
        made = self.made(*methods)
        assert len(made) >= count, f"{len(made)} of {count} calls of {methods}: {self.calls}"
        return made

    def settle(self, *methods: str, seconds: float = 0.7) -> list[Call]:
        """The calls when for a while none has been added: for what must not come."""
        last, since = -1, time.monotonic()
        while time.monotonic() - since < seconds:
            if len(self.calls) != last:
                last, since = len(self.calls), time.monotonic()
            time.sleep(0.02)
        return self.made(*methods)

    @property
    def connected(self) -> bool:
        """Whether Socket Mode's connection is open."""
        return self._socket is not None and not self._socket.closed

    def push(self, kind: str, envelope: str, payload: dict[str, Any]) -> None:
        """Send an envelope through Socket Mode."""
        message = {"type": kind, "envelope_id": envelope, "payload": payload}
        assert self._socket is not None
        asyncio.run_coroutine_threadsafe(self._socket.send_json(message), self._loop).result(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        app = web.Application(client_max_size=8 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{name}", self._response)
        app.router.add_get("/socket", self._open)
        self._runner = web.AppRunner(app)
        self._loop.run_until_complete(self._runner.setup())
        self._loop.run_until_complete(web.TCPSite(self._runner, "127.0.0.1", self.port).start())
        self._up.set()
        self._loop.run_forever()
        self._loop.close()

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        params = await _params(request)
        call = Call(method, params, time.monotonic())
        self.calls.append(call)
        await asyncio.sleep(self.seconds.get(method, 0.0))
        if method in self.broken:
            call.status, body = self.broken[method].pop(0), "<html>Bad gateway"
            if not self.broken[method]:
                del self.broken[method]
            return web.Response(status=call.status, text=body, content_type="text/html")
        waits = self.limited.get(method) or []
        if waits:
            call.status, call.answer = 429, {"ok": False, "error": "ratelimited"}
            headers = {"Retry-After": str(waits.pop(0))}
            return web.json_response(call.answer, status=429, headers=headers)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        call.answer = self._answer(method, params, token)
        return web.json_response(call.answer)

    def _answer(self, method: str, params: dict[str, Any], token: str) -> dict[str, Any]:
        if token not in (BOT_TOKEN, APP_TOKEN):
            return {"ok": False, "error": "invalid_auth"}
        if method in self.errors:
            return {"ok": False, "error": self.errors[method]}
        known: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "auth.test": lambda _: {"team_id": TEAM, "user_id": ME, "bot_id": MY_BOT},
            "apps.connections.open": lambda _: {"url": f"ws://127.0.0.1:{self.port}/socket"},
            "conversations.replies": lambda p: {"messages": self.threads.get(str(p["ts"]), [])},
            "views.publish": _published,
            **dict.fromkeys(POSTING, self._posted),
            **self.replaced,
        }
        if method not in known:
            return {"ok": False, "error": "unknown_method"}
        try:
            return {"ok": True, **known[method](params)}
        except AssertionError as error:
            return {"ok": False, "error": "invalid_blocks", "why": str(error)}

    def _posted(self, params: dict[str, Any]) -> dict[str, Any]:
        assert_message(params.get("text"), params["blocks"]) if "blocks" in params else None
        assert params["channel"]
        return {"ts": f"1700000000.{next(self._stamps):06d}", "channel": params["channel"]}

    async def _response(self, request: web.Request) -> web.Response:
        params = json.loads(await request.text())
        call = Call("response", {**params, "name": request.match_info["name"]}, time.monotonic())
        self.calls.append(call)
        try:
            assert_message(params.get("text"), params["blocks"]) if "blocks" in params else None
        except AssertionError as error:
            call.status, call.answer = 400, {"ok": False, "why": str(error)}
            return web.Response(text="invalid_blocks", status=400)
        if "response" in self.errors:
            call.status, call.answer = 404, {"ok": False}
            return web.Response(text=self.errors["response"], status=404)
        call.answer = {"ok": True}
        return web.Response(text="ok")

    async def _open(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        await socket.send_json({"type": "hello", "num_connections": 1})
        async for message in socket:
            if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                self.acknowledged.append(json.loads(message.data).get("envelope_id"))
        return socket


async def _params(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{name: str(value) for name, value in (await request.post()).items()}}


def _published(params: dict[str, Any]) -> dict[str, Any]:
    view = params["view"]
    assert_view(json.loads(view) if isinstance(view, str) else view)
    return {}
