"""The curator's workbench: `python -m evidence …`, one file a command."""
