"""Rasa graph components: input cleaning, concept linking, urgency, and the training importer."""
