"""Invented offices and their documents, written with known content.

Nothing in here stands for a real office or person: places are built from syllables (`office.py`), NIP and
office codes lie outside of what is given out. A document is described first (`spec.py`) and written by one of
the writers, so that a test knows what a reader ought to find (`spec.truth`).
"""
