"""Rules on identity: whose document this is, and who and what is named in it."""

from __future__ import annotations

from assistant.checking import areas, officers, offices, terms

RULES = {**offices.RULES, **officers.RULES, **terms.RULES, **areas.RULES}
