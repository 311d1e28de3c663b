"""What the launcher tells the channels through the environment. Imports nothing of Rasa."""

# "yes" when the record or its training is broken and an older model answers.
LAST_GOOD = "SERVING_LAST_GOOD_MODEL"
