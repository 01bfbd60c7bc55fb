"""Slips of hand and of scanning told apart: whether one edit parts two words, and who likely made it."""

from __future__ import annotations

from assistant.language.clean import skeleton

# Letters and pairs of letters that engines take for one another; each is a pair of equals here. Kept apart
# from `skeleton`, which must not merge names that differ.
_LOOKALIKES = tuple(
    (a, b)
    for a, b in (
        ("h", "b"),
        ("h", "n"),
        ("n", "m"),
        ("n", "u"),
        ("u", "v"),
        ("v", "y"),
        ("e", "c"),
        ("e", "o"),
        ("c", "o"),
        ("a", "s"),
        ("a", "e"),
        ("i", "j"),
        ("i", "t"),
        ("l", "t"),
        ("f", "t"),
        ("g", "q"),
        ("r", "t"),
        ("rn", "m"),
        ("nn", "m"),
        ("cl", "d"),
        ("ii", "u"),
        ("vv", "w"),
        ("in", "m"),
    )
)
# Thin letters that scanning adds or loses.
_THIN = frozenset("ilj")


def is_scan_slip(printed: str, right: str) -> bool:
    """Whether a printed word can be the right one as an OCR engine reads it; both in lower case."""
    if printed == right or skeleton(printed) == skeleton(right):
        return True
    _, printed_rest, right_rest = _difference(printed, right)
    if not printed_rest and not right_rest:
        return True
    if {printed_rest, right_rest} & {""} and (printed_rest or right_rest) in _THIN:
        return True
    pairs = {(printed_rest, right_rest), (right_rest, printed_rest)}
    return any(pair in pairs for pair in _LOOKALIKES)


def scan_key(word: str) -> str:
    """Return a word with letters that scanning confuses, and hands hardly ever, made one."""
    return skeleton(word).replace("rn", "m").replace("c", "e")


def is_hand_slip(printed: str, right: str) -> bool:
    """Whether one slip of the hand makes the printed word of the right one.

    Letters that changed places, one letter too many or too few, or a wrong one; not at the first letter, and
    not one that scanning may have made.
    """
    start, printed_rest, right_rest = _difference(printed, right)
    if start == 0 or is_scan_slip(printed, right):
        return False
    if len(printed_rest) == len(right_rest) == 2:
        return printed_rest == right_rest[::-1]
    return max(len(printed_rest), len(right_rest)) == 1


def _difference(one: str, other: str) -> tuple[int, str, str]:
    """Return where two words begin to differ, and what stands there in each up to their common ending."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, one[start : len(one) - end], other[start : len(other) - end]
