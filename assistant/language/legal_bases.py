"""What part each citation of a text plays: a base, its amendment, what a title speaks of, or history.

`UU A (LN ...) sebagaimana telah diubah dengan UU B tentang Perubahan atas UU A` is one legal basis: A the
base, B its amendment, and the second A part of B's title. The words between two citations tell which; a
place of publication belongs to the regulation before it whose title it closes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.language.citations import CitationKind, find_citations
from assistant.language.clean import fold
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.language.citations import Citation

# How far before a citation the words that connect it reach; the longest such phrase has 70 characters.
_REACH = 90
# How far behind a citation and its title a clause tells that it no longer holds.
_REACH_BEHIND = 110
_TENTANG = "tentang"
# `tenang`, `tetang`, `tentng` for `tentang`: one or two letters of seven.
_MISSPELT = 0.8

_OBJECT = re.compile(
    r"\b(?:perubahan(?: pertama| ke\w+)?(?: atas| terhadap| dari)?|penetapan|pencabutan(?: atas)?"
    r"|pelaksanaan(?: dari| atas)?)$"
)
_AMENDED = re.compile(
    r"\b(?:(?:di|telah )?(?:ubah|rubah|diubah|dirubah|disempurnakan|perubahan\w*)\b.{0,60}"
    r"\b(?:dengan|oleh|melalui|yaitu|yakni|dalam)|terakhir(?: kali)?(?: diubah)? (?:dengan|oleh|melalui)"
    r"|jo|juncto|jis)$"
)
_REPLACED = re.compile(
    r"\b(?:diganti|digantikan|dicabut|disempurnakan|diperbarui|diperbaharui)\b.{0,40}\b(?:dengan|oleh|melalui)$"
)
_REPLACES = re.compile(
    r"\b(?:mencabut|menggantikan|mengganti|pengganti|pencabutan|semula|sebelumnya|dahulu|awalnya)\b.{0,40}$"
)
_ENDED = re.compile(
    r"\b(?:dicabut|diganti|digantikan|tidak berlaku|tidak lagi berlaku|tak berlaku|berakhir|habis masa)\b"
)
_ENACTED = re.compile(
    r"\b(?:ditetapkan|disahkan|disetujui|telah|sudah|kini)\b.{0,40}\bmenjadi undang ?undang\b"
)
_SUBJECT = re.compile(r"[\s,]*(?P<word>[^\W\d_]{5,9})\s*:?\s+", re.IGNORECASE)
_SUBJECT_END = re.compile(
    r"\s*\(|;|\.(?:\s|\Z)|,?\s+(?:sebagaimana|jo\.?|juncto|yang\s+(?:telah|terakhir|beberapa|diubah)|dan\s+perubahan\w*|beserta\s+perubahan\w*)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\b(?:tentang|perihal|hal)\b", re.IGNORECASE)
_LAST = re.compile(r"\bterakhir\b.{0,30}$")


class Role(StrEnum):
    """The part that a citation plays."""

    BASE = "base"
    AMENDMENT = "amendment"
    OBJECT = "object"
    HISTORY = "history"


_BASES = (Role.BASE, Role.HISTORY)


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of law, a decree, a letter or minutes, and the part it plays in its text.

    Attributes:
        of: index of the mention that an amendment changes, or whose title an object stands in; None if it
            stands in another text.
        subject: its own title as printed, without the titles of regulations named in it; empty if none.
        linking: the word printed for `tentang` where that is misspelt; else empty.
        gazettes: where it is published, as printed.
        before: the words before it in plain form, to the citation before.
    """

    citation: Citation
    role: Role
    of: int | None = None
    subject: str = ""
    linking: str = ""
    gazettes: tuple[Citation, ...] = ()
    before: str = ""

    @property
    def is_last(self) -> bool:
        """Whether it is introduced as the last amendment."""
        return bool(_LAST.search(self.before))


def read_mentions(text: str, *, unfinished: str = "", skip: int = 0) -> tuple[Mention, ...]:
    """Return what a text cites, in order, each with its part; publications are joined to what they publish.

    Args:
        text: the text of a block.
        unfinished: the end of the text before it where that breaks off in the middle of a citation.
        skip: how many characters at the start (a list marker) are no part of the sentence.
    """
    citations = find_citations(text)
    mentions: list[Mention] = []
    end = skip
    for index, citation in enumerate(citations):
        if citation.kind is CitationKind.GAZETTE:
            _publish(mentions, citation)
            end = citation.end
            continue
        lead = unfinished[-_REACH:] + " " if not mentions else ""
        between = fold(lead + text[max(end, citation.start - _REACH) : citation.start])
        following = citations[index + 1].start if index + 1 < len(citations) else len(text)
        subject, linking = _own_subject(text, citation.end, following)
        role, of = _role(between, mentions, citation, text[end : citation.start])
        mentions.append(Mention(citation, role, of, subject, linking, before=between))
        end = citation.end
    return tuple(_with_history(text, mentions))


def _role(
    between: str, mentions: Sequence[Mention], citation: Citation, printed: str
) -> tuple[Role, int | None]:
    """Return the part of a citation and the mention it refers to, from the words before it."""
    previous = len(mentions) - 1 if mentions else None
    if citation.kind is not CitationKind.LAW:
        return Role.BASE, None
    if _OBJECT.search(between) and (previous is None or _LEAD.search(printed)):
        return Role.OBJECT, previous
    if _REPLACED.search(between):
        return Role.BASE, None
    if _REPLACES.search(between):
        return Role.HISTORY, None
    if _AMENDED.search(between) or _listed_on(between, mentions, citation, printed):
        places = range(len(mentions) - 1, -1, -1)
        return Role.AMENDMENT, next((i for i in places if mentions[i].role in _BASES), None)
    return Role.BASE, None


def _listed_on(between: str, mentions: Sequence[Mention], citation: Citation, printed: str) -> bool:
    """Whether a citation is the next of several amendments: `diubah dengan UU B dan UU C`."""
    if not mentions or ";" in printed or not re.fullmatch(r"(?:dan|serta|)", between):
        return False
    last = next((m for m in reversed(mentions) if m.role is not Role.OBJECT), None)
    return last is not None and last.role is Role.AMENDMENT and last.citation.type == citation.type


def _publish(mentions: list[Mention], gazette: Citation) -> None:
    """Join a place of publication to the last regulation that is not merely named in a title."""
    for index in range(len(mentions) - 1, -1, -1):
        if mentions[index].role is not Role.OBJECT:
            mention = mentions[index]
            mentions[index] = replace(mention, gazettes=(*mention.gazettes, gazette))
            return


def _own_subject(text: str, end: int, following: int) -> tuple[str, str]:
    """Return the title behind a number up to the next citation, and the word for `tentang` if misspelt."""
    opening = _SUBJECT.match(text, end, following)
    if opening is None:
        return "", ""
    word = fold(opening["word"])
    linking = "" if word in (_TENTANG, "perihal") else opening["word"]
    if linking and ratio(word, _TENTANG) < _MISSPELT:
        return "", ""
    subject = _SUBJECT_END.split(text[opening.end() : following])[0]
    return " ".join(subject.split()).rstrip(" ,.("), linking


def _with_history(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, those that the text itself says are over marked as history."""
    found: list[Mention] = []
    follower: Mention | None = None
    for mention in reversed(mentions):
        role = mention.role
        if follower is not None and _REPLACED.search(follower.before):
            role = Role.HISTORY
        stop = follower.citation.start if follower else len(text)
        start = mention.citation.end
        reach = len(mention.subject) + _REACH_BEHIND
        clause = fold(re.split(r"[;.](?:\s|\Z)", text[start : min(stop, start + reach)])[0])
        if mention.role in (Role.BASE, Role.AMENDMENT) and (_ENDED.search(clause) or _ENACTED.search(clause)):
            role = Role.HISTORY
        found.append(replace(mention, role=role))
        follower = follower if role is Role.OBJECT else mention
    return found[::-1]
