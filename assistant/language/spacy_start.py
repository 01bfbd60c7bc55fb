"""Importing spaCy without its command line.

spaCy's package imports its command line, and with it HTTP clients and a progress bar: half of its import
time, and network code that nothing of ours needs. Empty modules stand in for it while spaCy is imported and
are taken away again, so that whoever wants the real ones still gets them.
"""

from __future__ import annotations

import sys
from types import ModuleType

_STAND_INS = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy, if that has not been done yet."""
    if "spacy" in sys.modules:
        return
    package, info = (ModuleType(name) for name in _STAND_INS)
    package.__path__ = []  # makes a package of it
    info.__dict__["info"] = None  # the one name that spaCy's package takes from its command line
    sys.modules.update({"spacy.cli": package, "spacy.cli.info": info})
    try:
        import spacy  # noqa: F401
    finally:
        for name in _STAND_INS:
            sys.modules.pop(name, None)
