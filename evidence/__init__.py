"""The evidence library: a checked fact store, and answers worded no stronger than it.

Pure Python: nothing here imports Rasa, spaCy or a web framework.
"""
