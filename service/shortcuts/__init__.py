"""What stands in for slow parts of Rasa. Each can be switched off, and knows what it replaces."""
