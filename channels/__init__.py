"""Input channels: how questions come in and answers go out. No medicine in here."""
