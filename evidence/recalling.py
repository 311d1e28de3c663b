"""What a talk remembers of a message that was answered as an emergency: the names in it.

An emergency has a fixed response, which fills no slot. "ITP, gums bleeding, platelets 5" is still
what "how soon do they rise" is about. A crisis leaves nothing to be remembered.
"""

from __future__ import annotations

from collections.abc import Sequence

from evidence.question import Conversation, Mention, Question, Request
from evidence.store import Store

PREFIX = "emergency_"  # of the intents of emergencies; the rest is their id
_IVIG = ("ivig",)


def with_emergency(
    store: Store, intent: str, mentions: Sequence[Mention], conversation: Conversation
) -> Conversation:
    """The conversation after an emergency's message with these names; unchanged for any other."""
    emergency = store.emergencies.get(intent[len(PREFIX) :].replace("_", "-"))
    if not intent.startswith(PREFIX) or emergency is None or emergency.urgency == "crisis":
        return conversation
    named = Question(text="", intent=intent, mentions=tuple(mentions))
    conditions, treatments = named.ids("condition"), named.ids("treatment")
    if not conditions and not treatments:
        return conversation
    last = conversation.last or Request(kind="efficacy", treatments=_IVIG)
    update: dict[str, object] = {"rest": False, "unknown": (), "situations": ()}
    after: dict[str, object] = {"offered": ()}
    if conditions:
        update["conditions"] = after["conditions"] = conditions
        came_up = dict.fromkeys((*conversation.diseases, *conditions))
        after |= {"quiet": 0, "earlier": (), "diseases": tuple(came_up)}
    if "ivig" in treatments:
        treatments = _IVIG  # beside it a drug that was tried, or comes next
    if treatments and (conditions or conversation.last is None):
        update |= {"treatments": treatments, "comparators": ()}  # else the talk stays with its own
    if treatments:
        together = dict.fromkeys(reversed((*conversation.treatments, *treatments)))
        after["treatments"] = tuple(together)[:2][::-1]
    after |= {"last": last.copy(update=update), "opening": conversation.opening or treatments}
    return conversation.copy(update=after)
