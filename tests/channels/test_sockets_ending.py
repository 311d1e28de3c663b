"""socket.io on a service that is told to end: who asks is answered, or sees the socket end."""

from __future__ import annotations

import queue
import signal
import threading
import time
from pathlib import Path

import pytest
from socketio.exceptions import SocketIOError

from tests.channels.test_sockets import Widget
from tests.helpers import wait_for
from tests.launched import Launched, launched

# The client leaves its connection open when the service ends it.
pytestmark = [pytest.mark.model, pytest.mark.filterwarnings("ignore::ResourceWarning")]
CHATTERS = 6
SOON = 20  # seconds; who goes on asking must not keep the service for the 35 that it may take


class Chatter(threading.Thread):
    """Asks again and again over one socket until that ends."""

    def __init__(self, service: Launched, transport: str) -> None:
        super().__init__()
        self.widget = Widget(service.url)
        self.ended = threading.Event()
        self.widget.client.on("disconnect", lambda *_: self.ended.set())
        self.widget.connect(transport)
        self.widget.session()
        self.answers: list[str] = []
        self.asked = 0.0  # when the message was sent that has no answer yet
        self.start()

    def run(self) -> None:
        while not self.ended.is_set():
            self.asked = time.monotonic()
            try:
                self.widget.client.emit("user_uttered", {"message": "does IVIG help CIDP?"})
                self.answers.append(self._answer())
            except (SocketIOError, queue.Empty):
                return
            self.asked = 0.0

    def _answer(self) -> str:
        """The kind of the answer; queue.Empty if the socket ends before it is there."""
        while True:
            try:
                said = self.widget.heard.get(timeout=0.2)
            except queue.Empty:
                if self.ended.is_set() and self.widget.heard.empty():
                    raise
                continue
            if "custom" in said:
                return str(said["custom"]["data"]["kind"])


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_what_was_sent_before_the_end_is_answered(
    transport: str, tmp_path: Path, trained_model: Path
) -> None:
    """What is sent later is answered too, or the socket ends, upon which widgets connect anew."""
    with launched(tmp_path) as service:
        chatters = [Chatter(service, transport) for _ in range(CHATTERS)]
        assert wait_for(lambda: all(len(each.answers) > 1 for each in chatters), 120)
        assert service.process is not None
        told = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(60) == 0
        took = time.monotonic() - told
        for each in chatters:
            each.join(60)
            assert not each.is_alive() and each.ended.is_set()
            assert set(each.answers) == {"efficacy"}
        assert all(each.asked > told for each in chatters if each.asked), "unanswered"
        assert took < SOON
        assert not service.said("exception") and not service.said("Traceback"), service.told()
