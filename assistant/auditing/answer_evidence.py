"""What speaks to each answer of an LKE: the office's own list, its links, passages of the evidence folder."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.auditing.evidence_words import content_words
from assistant.auditing.links import names_file
from assistant.auditing.model import ClaimKind, EvidenceItem, IndicatorVerdict
from assistant.auditing.topics import make_topic, words_of
from assistant.auditing.values import find_values, tokens
from assistant.auditing.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.auditing.evidence import EvidenceIndex, Hit
    from assistant.auditing.topics import Topic
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Lke

# A passage that speaks of less than this of note and question is about something else. Names of files are
# short: three of the four or five words that tell an office's subject make more than this.
_LEAST = 0.4
# A passage that bears the note's own number, day or index is closer by half of what it lacks. Counts and
# shares are met by chance and tell nothing by themselves; nor does any value where no word is shared.
_TELLING = frozenset(
    {
        ClaimKind.DECREE_NUMBER,
        ClaimKind.LETTER_NUMBER,
        ClaimKind.DATE,
        ClaimKind.INDEX_VALUE,
        ClaimKind.AMOUNT,
    }
)
_SAME_VALUE, _SOME_WORDS = 0.5, 0.15
_SEARCH_WORDS = 16
_FILES, _LINES, _LINKS = 3, 3, 3
# Letters that are taken in at a glance: about a sentence.
_GLANCE = 160
_WORD = re.compile(r"[^\W\d_]{3,}")
_ABSENT = " (tidak ada di folder bukti)"
_NUMBER = re.compile(r"^(?:\(?\d{1,3}|\(?[a-z])[.)]\s+")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def link_evidence(
    verdicts: Sequence[IndicatorVerdict],
    answers: Sequence[LkeAnswer],
    lke: Lke,
    index: EvidenceIndex | None = None,
) -> tuple[IndicatorVerdict, ...]:
    """Return verdicts with their evidence, in order; what was there stays first.

    Args:
        verdicts: one for each question.
        answers: the answers that they are on.
        lke: the form.
        index: the evidence folder; None where there is none.
    """
    given = {answer.code: answer for answer in answers}
    return tuple(
        replace(verdict, evidence=(*verdict.evidence, *_evidence(given[verdict.code], lke, index)))
        if verdict.code in given
        else verdict
        for verdict in verdicts
    )


def _evidence(answer: LkeAnswer, lke: Lke, index: EvidenceIndex | None) -> Iterator[EvidenceItem]:
    """Yield passages of files, those that the office names first, then what else the LKE lists."""
    near = content_words(_URL.sub(" ", answer.note))
    topic = make_topic(near, lke.name_of(answer.code), "", index.weight if index else lambda _: 1.0)
    lines = [line.strip(" -•*\t") for line in _URL.sub(" ", answer.evidence).splitlines()]
    listed = [line for line in lines if len(line) > 2]
    named = _named_files(listed, index) if index is not None else {}
    if index is not None:
        for path in dict.fromkeys(named.values()):
            yield _best_of_file(path, topic, index)
        if topic.weights:
            found = _from_files(answer, topic, index)
            yield from (item for item in found if item.source not in named.values())
    for line in [line for line in listed if line not in named][:_LINES]:
        absent = _ABSENT if index is not None and names_file(_base(line)) else ""
        quote, score = shortened(line, "") + absent, 0.0 if absent else topic.covered(words_of(line))
        yield EvidenceItem(f"LKE {answer.code}, bukti dukung", answer.page, quote, score)
    for link in answer.links[:_LINKS]:  # nothing is known of what it leads to
        yield EvidenceItem(f"LKE {answer.code}, tautan", answer.page, link, 0.0)


def _named_files(lines: Sequence[str], index: EvidenceIndex) -> dict[str, str]:
    """Return the lines of an office's list that name a file of the folder, with its path."""
    names = {path.rpartition("/")[2].lower(): path for path in index.files}
    found = {line: names.get(_base(line)) for line in lines}
    return {line: path for line, path in found.items() if path is not None}


def _base(line: str) -> str:
    """Return the name of a file that a line consists of: without number, folders and quotes."""
    return _NUMBER.sub("", line).replace("\\", "/").rpartition("/")[2].strip(" \"'“”.,;").lower()


def _best_of_file(path: str, topic: Topic, index: EvidenceIndex) -> EvidenceItem:
    """Return the passage of a file that the office itself names which speaks most of the answer.

    The first passage of a file is its name, which the office's list says already.
    """
    hits = index.of_file(path)
    hits = hits[1:] or hits
    best = max(hits, key=topic.fits)
    return EvidenceItem(path, best.page, shortened(best.text, _closest(best.text, topic)), topic.fits(best))


def _from_files(answer: LkeAnswer, topic: Topic, index: EvidenceIndex) -> list[EvidenceItem]:
    """Return the closest passage of each of the closest files."""
    values = _telling(answer.note)
    hits = {*index.by_words(topic.top(_SEARCH_WORDS)), *(index.by_tokens(values) if values else ())}
    best: dict[str, tuple[float, str, Hit]] = {}
    for hit in hits:
        score = topic.fits(hit)
        if values and score >= _SOME_WORDS and values & _telling(hit.text):
            score += (1 - score) * _SAME_VALUE
        found = (score, hit.text, hit)
        if score >= _LEAST and topic.shares_period(hit) and found[:2] > best.get(hit.source, (0.0, ""))[:2]:
            best[hit.source] = found
    chosen = sorted(best.values(), key=lambda found: (-found[0], found[2].source))[:_FILES]
    return [
        EvidenceItem(hit.source, hit.page, shortened(text, _closest(text, topic)), min(1.0, score))
        for score, text, hit in chosen
    ]


def _telling(text: str) -> set[str]:
    """Return what those values of a text are found by that are hardly met by chance."""
    return {token for value in find_values(text) if value.kind in _TELLING for token in tokens(value)}


def _closest(text: str, topic: Topic) -> str:
    """Return the word of a passage from which on it speaks most of a topic; empty if it does nowhere."""
    found = [
        (match.start(), match.end(), topic.weights[word])
        for match in _WORD.finditer(text)
        for word in content_words(match.group())
        if word in topic.weights
    ]
    best, most = "", 0.0
    for start, _, _ in found:
        within = sum(weight for at, _, weight in found if start <= at <= start + _GLANCE)
        best, most = (text[start : start + _GLANCE], within) if within > most else (best, most)
    return best
