"""What happens when somebody clicks: the button shows it, then it does what it says."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from channels.feedback import Feedback, Opinion, now
from channels.memory import DAY
from channels.slack import words
from channels.slack.asking import STYLES
from channels.slack.blocks import Showing, plain
from channels.slack.buttons import answer_of, chosen
from channels.slack.desk import Desk, asked_by, kept_at, new_id
from channels.slack.incoming import Place

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Click:
    """Who clicked which button of which message, or of the App Home."""

    place: Place
    ts: str
    text: str
    blocks: tuple[dict[str, Any], ...]
    block_id: str
    action: str
    value: str
    url: str
    at_home: bool

    @property
    def answer_id(self) -> str:
        """The answer below which the button stands."""
        return answer_of(self.block_id)


def read(body: Mapping[str, Any], team: str) -> Click:
    """The click in a `block_actions` payload."""
    action = body["actions"][0]
    container, message = body.get("container") or {}, body.get("message") or {}
    user = str(body["user"]["id"])
    at_home = body.get("view") is not None
    channel = user if at_home else str((body.get("channel") or {}).get("id") or "")
    ts = str(message.get("ts") or container.get("message_ts") or "")
    alone = bool(container.get("is_ephemeral"))
    direct = at_home or (channel.startswith("D") and not alone)
    thread = str(message.get("thread_ts") or container.get("thread_ts") or "")
    if not (alone or direct):
        thread = thread or ts
    return Click(
        place=Place(team, channel, user, "" if alone else thread, direct, command=alone),
        ts=ts,
        text=str(message.get("text") or ""),
        blocks=tuple(message.get("blocks") or ()),
        block_id=str(action.get("block_id") or ""),
        action=str(action.get("action_id") or ""),
        value=str(action.get("value") or ""),
        url=str(body.get("response_url") or ""),
        at_home=at_home,
    )


class Clicks:
    """The buttons' deeds, by the group that their action names."""

    def __init__(self, desk: Desk, feedback: Feedback) -> None:
        """Clicks that ask go through the desk."""
        self._desk = desk
        self._feedback = feedback

    async def take(self, body: Mapping[str, Any]) -> None:
        """Do what the clicked button says; a button that nobody knows does nothing."""
        click = read(body, self._desk.me.team)
        group, _, choice = click.action.partition(":")
        if group == "ask":
            await self._mark(click)
            await self._ask(click, click.value)
        elif group == "register" and choice in STYLES:
            await self._reword(click, choice)
        elif group == "feedback":
            await self._judge(click, choice)
        elif group == "share":
            await self._share(click)
        elif group == "home" and choice in STYLES:
            await self._desk.asking.choose_style(click.place.user, choice)
            await self._desk.show_home(click.place.user)

    async def _ask(self, click: Click, question: str) -> None:
        place = click.place
        answer = await self._desk.asking.ask(place.user, place.conversation, question)
        await self._show(click, answer, question)

    async def _reword(self, click: Click, style: str) -> None:
        latest = await self._desk.memory.get(f"latest:{click.place.conversation}")
        if latest != click.answer_id:
            await self._desk.sending.respond(click.url, [plain(words.NOT_THE_LATEST)])
            return
        await self._mark(click)
        answer = await self._desk.asking.reword(click.place.conversation, style)
        await self._show(click, answer, words.SWITCH[style])

    async def _show(self, click: Click, answer: Mapping[str, Any], question: str) -> None:
        place = click.place
        if place.command:
            await self._desk.answer_command(place, answer, question, click.url)
            return
        asked = asked_by(place.user, question)
        await self._desk.deliver(place, answer, Showing(new_id(), asked), click.url)

    async def _judge(self, click: Click, verdict: str) -> None:
        key = f"feedback:{click.answer_id}:{click.place.user}:{verdict}"
        if await self._desk.memory.add(key, DAY):
            await self._keep(click, verdict)
        await self._mark(click)

    async def _keep(self, click: Click, verdict: str) -> None:
        """Keep the thumb where those of the web are; a full disk costs it and nothing else."""
        kind, treatments, conditions, record = (*click.value.split(";"), "", "", "")[:4]
        opinion = Opinion(
            given=now(),
            thumb="up" if verdict == "helpful" else "down",
            reason=None,
            comment=None,
            kind=kind,
            conditions=conditions,
            treatments=treatments,
            record=record or None,
        )
        person = f"{click.place.conversation} {click.place.user}"
        try:
            await asyncio.to_thread(self._feedback.save, person, click.answer_id, opinion)
        except Exception as error:  # whatever the database says, the click is acknowledged
            logger.error("Feedback was not kept: %s.", type(error).__name__)

    async def _share(self, click: Click) -> None:
        kept = await self._kept(click)
        if kept is None:
            await self._desk.sending.respond(click.url, [plain(words.NOT_KEPT)])
        elif await self._desk.memory.add(f"shared:{click.answer_id}", DAY):
            messages = await self._desk.for_all(click.place.user, kept)
            await self._desk.sending.respond(click.url, messages, public=True)
            await self._mark(click)

    async def _mark(self, click: Click) -> None:
        """Show the button as chosen, in the message or the App Home where it stands."""
        if click.at_home:
            await self._desk.show_home(click.place.user, click.value)
        elif click.place.command:
            await self._mark_alone(click)
        elif click.blocks:
            blocks = chosen(click.blocks, click.block_id, click.action)
            await self._desk.sending.update(click.place.channel, click.ts, click.text, blocks)

    async def _mark_alone(self, click: Click) -> None:
        """Slack does not send along what one person alone sees, so it is rendered again."""
        kept = await self._kept(click)
        if kept is None:
            return
        kept["chosen"].append([click.block_id, click.action])
        await self._desk.memory.put(kept_at(click.place, click.answer_id), json.dumps(kept), DAY)
        last = (await self._desk.for_one_person(click.answer_id, kept))[-1]
        blocks = list(last.blocks)
        for block_id, action in kept["chosen"]:
            blocks = chosen(blocks, block_id, action)
        marked = type(last)(last.text, tuple(blocks))
        await self._desk.sending.respond(click.url, [marked], replace=True)

    async def _kept(self, click: Click) -> dict[str, Any] | None:
        kept = await self._desk.memory.get(kept_at(click.place, click.answer_id))
        return None if kept is None else dict(json.loads(kept))
