"""Measures the service beside Rasa's stock pipeline, on one machine and with the same data."""
