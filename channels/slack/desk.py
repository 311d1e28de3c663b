"""What happens with a message, a command and a visit: asked, rendered, sent where it belongs."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Mapping
from typing import Any

from channels.memory import DAY, HOUR, Memory
from channels.slack import home, incoming, words
from channels.slack.asking import Answer, Asking
from channels.slack.blocks import PRIVATE, Message, Names, Showing, plain, render
from channels.slack.incoming import Note, Place
from channels.slack.sending import Sending
from channels.slack.text import escape, shorten
from channels.slack.threads import Threads
from channels.slack.workspace import Identity
from evidence.answer import fixed
from evidence.snapshots import open_snapshot

LONGEST_QUESTION = 300  # characters of a question that is shown again
# What people say to each other in a thread: no answer is better than a wrong one.
_NOT_FOR_US = ("smalltalk", "out_of_scope")


class Desk:
    """Takes what people send and answers it. `me` must be set before anything comes in."""

    def __init__(self, asking: Asking, sending: Sending, memory: Memory, map_url: str = "") -> None:
        """`map_url` is where the evidence map can be opened, if anywhere."""
        self.me = Identity("", "", "")
        self.asking = asking
        self.sending = sending
        self.memory = memory
        self._threads = Threads(memory, sending)
        self._map_url = map_url

    async def message(self, event: Mapping[str, Any]) -> None:
        """A message in a DM, a mention, a message in a thread, or one that is taken back."""
        gone = incoming.withdrawn(event)
        if gone:
            await self.memory.put(f"gone:{event.get('channel')}:{gone}", "", HOUR)
            return
        note = incoming.read(event, self.me.team, self.me.user)
        if note is None or not await self._for_us(note):
            return
        # A mention in a thread of ours comes as two events.
        if await self.memory.add(f"message:{note.place.channel}:{note.ts}", HOUR):
            await self._answer(note)

    async def _for_us(self, note: Note) -> bool:
        if note.place.direct or note.mentioned:
            return True
        in_thread = note.place.thread != note.ts
        return (
            in_thread
            and not note.to_others
            and await self._threads.joined(note.place, self.me.user)
        )

    async def _answer(self, note: Note) -> None:
        place = note.place
        if not place.direct:
            await self._threads.join(place)
        newcomer = await self.memory.add(f"asked:{place.conversation}", 30 * DAY)
        answer = await self._reply(note)
        gone = await self.memory.get(f"gone:{place.channel}:{note.ts}") is not None
        if gone and answer["kind"] not in PRIVATE:  # help is not withheld
            return
        overheard = newcomer and not (place.direct or note.mentioned)
        if overheard and answer["kind"] in _NOT_FOR_US:
            return
        showing = Showing(new_id(), note=words.FILES if note.files and note.text else "")
        await self.deliver(place, answer, showing)

    async def _reply(self, note: Note) -> Answer:
        if not note.text and note.files:
            return fixed("out_of_scope", words.ONLY_FILES).contract()
        return await self.asking.ask(
            note.place.user, note.place.conversation, note.text or words.HELP
        )

    async def deliver(self, place: Place, answer: Answer, showing: Showing, url: str = "") -> None:
        """Send an answer to where it was asked; `url` serves where we may not post."""
        messages = render(answer, await names_of(answer), showing)
        await self.memory.put(f"latest:{place.conversation}", showing.id, DAY)
        if answer["kind"] in PRIVATE and not place.direct:
            await self._deliver_privately(place, messages)
        elif not await self.sending.post(place.channel, messages, place.thread) and url:
            await self.sending.respond(url, messages)

    async def _deliver_privately(self, place: Place, messages: list[Message]) -> None:
        """To the writer alone: at once where they look, and in their DM, where it stays.

        Slack may lose what only one person sees in a channel. If neither way is open, the
        thread is: better read by others than by nobody.
        """
        ways = await asyncio.gather(
            self.sending.whisper(place.channel, place.user, messages, place.thread),
            self.sending.post(place.user, messages),
        )
        told = [plain(words.PRIVATELY)] if any(ways) else messages
        await self.sending.post(place.channel, told, place.thread)

    async def command(self, body: Mapping[str, Any]) -> None:
        """`/ivig question`: answered to the person alone, with a button to share it."""
        user, url = str(body["user_id"]), str(body["response_url"])
        place = Place(self.me.team, str(body["channel_id"]), user, command=True)
        question = str(body.get("text") or "").strip()
        answer = await self.asking.ask(user, place.conversation, question or words.HELP)
        await self.answer_command(place, answer, question, url)

    async def answer_command(self, place: Place, answer: Answer, question: str, url: str) -> None:
        """Send an answer to one person alone; keep it, so that it can be shared and marked."""
        answer_id = new_id()
        kept = {"answer": answer, "question": question, "chosen": []}
        await self.memory.put(kept_at(place, answer_id), json.dumps(kept), DAY)
        await self.memory.put(f"latest:{place.conversation}", answer_id, DAY)
        messages = await self.for_one_person(answer_id, kept)
        if not await self.sending.respond(url, messages):
            await self.sending.post(place.user, messages)

    async def for_one_person(self, answer_id: str, kept: Mapping[str, Any]) -> list[Message]:
        """The messages of a kept answer as its asker sees them."""
        answer, question = kept["answer"], kept["question"]
        asked = f"You asked: {_again(question)}" if question else ""
        showing = Showing(answer_id, asked, share=bool(answer["claims"]))
        return render(answer, await names_of(answer), showing)

    async def for_all(self, user: str, kept: Mapping[str, Any]) -> list[Message]:
        """The messages of a kept answer as a person shares it with a channel."""
        answer = kept["answer"]
        showing = Showing(new_id(), asked_by(user, kept["question"]))
        return render(answer, await names_of(answer), showing)

    async def show_home(self, user: str, asked: str = "") -> None:
        """The App Home of a person, with the example that was just clicked."""
        style = await self.asking.style(user)
        await self.sending.publish(user, home.view(style, self._map_url, asked))


def asked_by(user: str, question: str) -> str:
    """Who asked what, for those who did not see it asked; Slack's markup."""
    return f"<@{escape(user)}> asked: {_again(question)}"


def kept_at(place: Place, answer_id: str) -> str:
    """Where an answer is kept that one person alone saw: with their conversation."""
    return f"answer:{place.conversation}:{answer_id}"


def new_id() -> str:
    """An id for an answer, which its buttons carry."""
    return secrets.token_hex(8)


async def names_of(answer: Answer) -> Names:
    """The short names of the concepts, from the snapshot that answered; none without it."""
    record = answer["record"]
    try:
        store = await asyncio.to_thread(open_snapshot, record["hash"]) if record else None
    except (OSError, ValueError):
        store = None

    def name(concept: str) -> str:
        if store is None:
            raise KeyError(concept)
        return store.concept(concept).label

    return name


def _again(question: str) -> str:
    return escape(shorten(" ".join(question.split()), LONGEST_QUESTION))
