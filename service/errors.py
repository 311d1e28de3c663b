"""What the commands say when they cannot go on."""


class Refusal(Exception):
    """One clear sentence for the person at the terminal; the command ends with `code`."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        """Keep the sentence, and the exit code that goes with it."""
        super().__init__(sentence)
        self.code = code


class Interrupted(Refusal):
    """The person or the system asked the command to end (SIGINT, SIGTERM, SIGHUP)."""

    def __init__(self, signal_number: int) -> None:
        """Use the exit code that shells use for a command that a signal ended."""
        super().__init__("Interrupted.", 128 + signal_number)
