"""Citations of law that stay in a draft but may no longer hold: replaced, amended, out of their period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.language.legal_bases import Role, read_mentions

if TYPE_CHECKING:
    from assistant.language.legal_bases import Mention
    from assistant.language.regulations import Register, Regulation


def find_doubts(text: str, year: int, register: Register) -> dict[int, str]:
    """Return what a person should know of the regulations that a text cites, by offset of the citation.

    Args:
        text: the text of a block.
        year: the year of the draft; what changed up to its end counts.
        register: the known regulations; those that it lacks are passed over in silence.
    """
    mentions = read_mentions(text)
    known = {index: register.find(mention.citation) for index, mention in enumerate(mentions)}
    cited = {item.kode for item in known.values() if item}
    doubts = {}
    for index, mention in enumerate(mentions):
        item = known[index]
        doubt = _doubt(mention, item, cited, year, register) if item else ""
        if doubt:
            doubts[mention.citation.start] = doubt
    return doubts


def _doubt(mention: Mention, item: Regulation, cited: set[str], year: int, register: Register) -> str:
    """Return the doubt about one citation as the end of an Indonesian sentence; empty if there is none."""
    if mention.role in (Role.OBJECT, Role.HISTORY):
        return ""
    name = register.named(item, short=True)
    successors = register.successors(item, year)
    if successors and not all(s.kode in cited for s in successors):
        return (
            f"{name} sudah diganti dengan {' dan '.join(register.named(s, short=True) for s in successors)}"
        )
    law = register.enactment(item, year)
    if law and law.kode not in cited:
        return f"{name} sudah ditetapkan menjadi undang-undang dengan {register.named(law, short=True)}"
    if item.masa and item.masa[1] < year:
        return f"masa {name} berakhir tahun {item.masa[1]}"
    if mention.role is not Role.BASE:
        return ""
    amendments = register.amendments(item, year)
    if amendments and amendments[-1].kode not in cited:
        return f"{name} terakhir diubah dengan {register.named(amendments[-1], short=True)}"
    return ""
