"""Slack, through its own framework slack_bolt: docs/slack.md tells how to set it up.

channel (route, connection) → app (who is let in) → desk, clicks (what is done)
→ asking (Rasa), sending (Slack); pure: incoming, blocks, buttons, home, text, words.
"""

from channels.slack.channel import SlackChannel

__all__ = ["SlackChannel"]
