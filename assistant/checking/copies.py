"""Rules on copied and careless text: repeated passages, torn sentences, misspelt words, dead links."""

from __future__ import annotations

from assistant.checking import addresses, repeats, sentences, wording

RULES = {
    **repeats.RULES,
    **sentences.RULES,
    **wording.RULES,
    **addresses.RULES,
}
