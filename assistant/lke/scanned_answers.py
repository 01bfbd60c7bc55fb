"""The answers of an LKE whose table scanning or text extraction has torn apart: lines instead of cells.

Lines that open like a question, or like its first criterion, part the text into questions. Of a question's
lines, what the form itself says is taken away; the answer is the token behind the choices, or one that has a
line to itself. What is not certain stays None: a wrong answer is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.document import Block, BlockKind
from assistant.language.clean import fold
from assistant.lke.answer_values import AnswerValue, parse_answer
from assistant.lke.answers import LkeAnswer
from assistant.lke.form_lines import FormLine, PrintedLine, align, form_lines
from assistant.lke.model import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.document import Document
    from assistant.lke.model import Indikator, Lke

# The form has 95 questions with choices; a report that merely mentions some is none.
_MIN_CHOICES = 10
_MIN_OPENING = 14
# The samples' LKE has 2,000 lines of text.
_MAX_LINES = 10_000
# Columns cut names off; what stands in one line of a column has about this many letters.
_COLUMN_LETTERS = 40
_CHOICES = re.compile(r"\b(?:Ya\s?/\s?Tidak|A\s?/\s?B\s?[/J|]\s?C(?:\s?[/J|]\s?D(?:\s?[/J|]\s?E)?)?)(?=\W|$)")
_NUMBERED = re.compile(r"^\W*([A-Za-z]{1,4}|[0-9]{1,2}|[|!])\s?[.,)]\W*(.*)$", re.DOTALL)
# How the wording of a criterion opens; it is left out when openings are compared.
_IF = re.compile(r"^(?:[Yy]a,\s*)?(?:[Jj]ika\s+)?")
_YES_IF = re.compile(r"^\W*[Yy]a,?\s*[Jj]ika\b")
_OTHER_CRITERION = re.compile(r"^\W*[b-e][.,)]\s?[Jj]ika\b")
# Where a question or its first criterion may open amid a text whose lines have been joined.
_INNER_OPENING = re.compile(r"(?<=\s)(?=[a-h]\s?[.,]?\s?[|\[]\s?[A-Z]|a[.,]\s?[A-Z]|[Yy]a,\s?[Jj]ika\s)")
_LONE = re.compile(r"\W*(Ya|Tidak|[A-E])\W*")
_URL = re.compile(r"https?:\s?/{1,2}\S+", re.IGNORECASE)
# What an address goes on with when its host breaks at a dot and words of other columns stand between.
_BROKEN_HOST = re.compile(r"(?:com|id|go\.id|me|ly)/\S+")
_NOT_NOTE = re.compile(r"B[il1I]m\s+Diis\w*|#DIV/\w+!?|\bN/A\b")
# Within so many words of the form the scan's next word is looked for: it may have lost some.
_LOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _TextLine:
    text: str
    page: int | None
    line: int | None


def read_scanned_answers(document: Document, lke: Lke) -> tuple[LkeAnswer, ...]:
    """Return the answers of an LKE that stands in a document as lines of text, in the order of the form.

    Args:
        document: a report; one without such lines gives no answers.
        lke: the form.
    """
    lines = [line for block in document.blocks for line in _lines(block)]
    choices = [i for i, line in enumerate(lines) if _CHOICES.search(line.text)]
    if len(choices) < _MIN_CHOICES:
        return ()
    # The table's own title and first nodes stand a little above the first choices.
    start = max(0, choices[0] - 15)
    form = form_lines(lke)
    return tuple(_answer(indikator, lines[a:b]) for indikator, a, b in _segments(lines, start, form) if b > a)


def _lines(block: Block) -> Iterator[_TextLine]:
    """Yield the lines of a block as they stand in the source."""
    if not block.text or block.kind is BlockKind.NOISE:
        return
    starts = [span.start for span in block.spans] or [0]
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(block.text)
        where = block.spans[at] if block.spans else None
        for row in block.text[start:end].split("\n"):
            for text in _INNER_OPENING.split(row):
                if text.strip():
                    yield _TextLine(
                        text.strip(), where.page if where else None, where.line if where else None
                    )


def _segments(
    lines: Sequence[_TextLine], start: int, form: Sequence[FormLine]
) -> Iterator[tuple[Indikator, int, int]]:
    """Yield each question that was found with its first line and the one after its last."""
    openings = _openings(form)
    candidates: list[int] = []
    printed: list[PrintedLine] = []
    for i, line in enumerate(lines[start : start + _MAX_LINES], start):
        opening = _opening(line.text)
        if opening is not None:
            candidates.append(i)
            printed.append(opening)
    found = align(printed, openings)
    # the name and the first criterion of a question may both have been found; the upper one opens it
    anchors: list[tuple[int, FormLine]] = []
    for index, at in sorted(found.items()):
        if not anchors or anchors[-1][1].row != openings[at].row:
            anchors.append((candidates[index], openings[at]))
    ends = [at for at, _ in anchors[1:]] + [len(lines)]
    whole: dict[str, tuple[Indikator, int, int]] = {}
    for (at, opened), end in zip(anchors, ends, strict=True):
        if opened.indikator is not None:
            code = opened.indikator.code
            first = whole[code][1] if code in whole else at
            whole[code] = (opened.indikator, first, end)
    yield from whole.values()


def _openings(form: Sequence[FormLine]) -> list[FormLine]:
    """Return the lines of the form, each question followed by its first criterion, as columns cut them."""
    openings: list[FormLine] = []
    for line in form:
        openings.append(FormLine(line.row, line.number, line.name[:_COLUMN_LETTERS], "", line.indikator))
        if line.indikator is not None and line.rincian is None and line.indikator.criteria:
            number = "" if line.indikator.answer is Answer.YA_TIDAK else "a"
            text = _IF.sub("", line.indikator.criteria[0][1])
            openings.append(FormLine(line.row, number, text[:_COLUMN_LETTERS], "", line.indikator))
    return openings


def _opening(text: str) -> PrintedLine | None:
    """Return what a line that may open a question names; None if it cannot."""
    if _OTHER_CRITERION.match(text):
        return None
    numbered = None if _YES_IF.match(text) else _NUMBERED.match(text)
    number, rest = numbered.groups() if numbered else ("", text.lstrip("-• |"))
    rest = _IF.sub("", rest)
    return PrintedLine(number, rest[:_COLUMN_LETTERS]) if len(rest) >= _MIN_OPENING else None


# --- within a question


def _answer(indikator: Indikator, lines: Sequence[_TextLine]) -> LkeAnswer:
    raw, value = _find_answer(indikator, lines)
    text = "\n".join(line.text for line in lines)
    return LkeAnswer(
        code=indikator.code,
        answer=value,
        raw=raw,
        note=_note(indikator, lines),
        links=tuple(dict.fromkeys(_addresses(text))),
        page=lines[0].page,
        line=lines[0].line,
    )


def _addresses(text: str) -> Iterator[str]:
    """Yield the addresses in a text; one whose host breaks at a dot goes on with the next fitting word."""
    for match in _URL.finditer(text):
        url = match.group()
        rest = _BROKEN_HOST.search(text, match.end()) if url.endswith(".") else None
        yield (url + rest.group() if rest else url).replace(" ", "").rstrip(".,;)|")


def _find_answer(indikator: Indikator, lines: Sequence[_TextLine]) -> tuple[str, AnswerValue]:
    """Return the token that is the answer, and its value."""
    kind = indikator.answer
    if kind in (Answer.PERSEN, Answer.INDEKS, Answer.JUMLAH):
        return _find_number(kind, lines)
    for at, line in enumerate(lines):
        for match in _CHOICES.finditer(line.text):
            behind = line.text[match.end() :].split()
            below = lines[at + 1].text.split() if not behind and at + 1 < len(lines) else []
            for token in (behind or below)[:1]:
                if _LONE.fullmatch(token) and (value := parse_answer(token, kind)) is not None:
                    return token, value
    alone = {m.group(1): m for line in lines if (m := _LONE.fullmatch(line.text)) is not None}
    if len(alone) == 1:
        token = next(iter(alone))
        return token, parse_answer(token, kind)
    return "", None


def _find_number(kind: Answer, lines: Sequence[_TextLine]) -> tuple[str, AnswerValue]:
    pattern = r"(?<![\w.,/])\d{1,3}[.,]\d{2}\s?%" if kind is Answer.PERSEN else r"\(0-4\)\s+(\d[.,]\d{1,2})\b"
    for line in lines:
        match = re.search(pattern, line.text)
        if match:
            raw = match.group(match.lastindex or 0)
            return raw, parse_answer(raw, kind)
    return "", None


def _note(indikator: Indikator, lines: Sequence[_TextLine]) -> str:
    """Return what the lines say beyond the form's own words, addresses and answers."""
    form = [fold(indikator.name).split(), fold(" ".join(t for _, t in indikator.criteria)).split()]
    at = [0, 0]
    kept: list[str] = []
    for line in lines:
        text = _CHOICES.sub(" ", _BROKEN_HOST.sub(" ", _URL.sub(" ", line.text)))
        for token in _NOT_NOTE.sub(" ", text).split():
            word = fold(token)
            if not word or _LONE.fullmatch(token) or _is_form(word, form, at):
                continue
            kept.append(token)
    return " ".join(kept)


def _is_form(word: str, form: Sequence[Sequence[str]], at: list[int]) -> bool:
    """Whether a word is the next one of the question or of its criteria; moves on past it."""
    for column, words in enumerate(form):
        for step in range(_LOST_WORDS):
            position = at[column] + step
            if position < len(words) and words[position] == word:
                at[column] = position + 1
                return True
    return False
