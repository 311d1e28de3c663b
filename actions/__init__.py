"""rasa_sdk actions: read the tracker, ask `evidence`, speak. Thin."""

from actions.answer import AnswerAction

__all__ = ["AnswerAction"]
