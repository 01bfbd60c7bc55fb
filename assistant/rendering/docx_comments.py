"""A copy of a checked Word document with one comment for each finding, anchored at its passage.

The copy is the file as it came with comments added; its own text, formatting and comments stay. Which
paragraphs of the file a block was read from is found again by its letters, in order, because a document is
the same whatever format it came from and knows no paragraphs of Word.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.language.clean import fold, printable
from assistant.rendering.wording import SEVERITY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from assistant.checking.model import Finding
    from assistant.document import Document

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AUTHOR, _INITIALS = "Asisten Zona Integritas", "zi"
# A block begins at the paragraph after the last one's, or a few on: pictures, contents lists and text that
# the reader left out stand between them.
_WINDOW = 400
# Shorter texts stand in too many paragraphs to tell which one is meant, unless they are the whole of it.
_TELLING = 8
# A passage is looked for with fewer and fewer of its first words: a line break or field may stand in it.
_QUOTE_WORDS = (25, 12, 6, 3)


def commented_copy(data: bytes, document: Document, findings: Sequence[Finding]) -> bytes:
    """Return the file with a comment for each finding.

    Args:
        data: the Word file that `document` was read from.
        document: the document that was checked.
        findings: what the check found; those that name no passage are attached to the first paragraph.
    """
    import docx

    word = docx.Document(io.BytesIO(data))
    paragraphs = [paragraph for paragraph in _paragraphs(word) if paragraph.runs]
    places = _places(document, paragraphs)
    for finding in findings:
        runs = _anchor(finding, places.get(finding.block or "", ())) or _start(paragraphs[:1])
        if runs:
            _comment(word, runs, finding)
    raw = io.BytesIO()
    word.save(raw)
    return raw.getvalue()


@dataclass
class _Paragraph:
    """A paragraph of the file: its runs in order, with the text that each shows."""

    element: Any
    runs: list[tuple[Any, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text that the paragraph shows."""
        return "".join(text for _, text in self.runs)


def _paragraphs(word: WordDocument) -> Iterator[_Paragraph]:
    """Yield all paragraphs of the body in order, those of tables and text boxes among them."""
    from docx.oxml.ns import qn

    skipped = {qn("w:del"), qn("w:moveFrom"), qn("w:p"), f"{_MC}Fallback"}
    for element in word.element.body.iter(qn("w:p")):
        if next(element.iterancestors(f"{_MC}Fallback"), None) is not None:
            continue  # Word's own second copy of a text box
        paragraph = _Paragraph(element)
        _gather(element, paragraph, skipped)
        yield paragraph


def _gather(element: Any, paragraph: _Paragraph, skipped: set[str]) -> None:
    """Add the runs below an element; not those of deleted text or of a paragraph inside it."""
    from docx.oxml.ns import qn

    for child in element:
        if child.tag == qn("w:r"):
            text = _shown(child)
            if text:
                paragraph.runs.append((child, text))
        elif child.tag not in skipped:
            _gather(child, paragraph, skipped)


def _shown(run: Any) -> str:
    """Return the text of a run; tabs and breaks count as a blank."""
    from docx.oxml.ns import qn

    blanks = (qn("w:tab"), qn("w:br"), qn("w:cr"))
    return "".join(
        (child.text or "") if child.tag == qn("w:t") else " " if child.tag in blanks else "" for child in run
    )


def _places(document: Document, paragraphs: Sequence[_Paragraph]) -> dict[str, tuple[_Paragraph, ...]]:
    """Return the paragraphs that each block was read from; those of the block before where unknown."""
    keys = [_squeeze(paragraph.text) for paragraph in paragraphs]
    found: dict[str, tuple[_Paragraph, ...]] = {}
    position = 0
    previous = ""
    for block in document.blocks:
        # Word numbers by itself: the marker need not stand in the paragraph.
        whole, bare = _squeeze(block.text), _squeeze(block.text.removeprefix(block.marker))
        for index in range(position, min(len(keys), position + _WINDOW)):
            last = _end_of(whole, keys, index) or _end_of(bare, keys, index)
            if last is None:
                continue
            found[block.id] = tuple(paragraphs[index:last])
            # A paragraph may hold several blocks (line breaks): the next one is looked for in it again.
            position = last if last > index + 1 or len(keys[index]) <= len(whole) else index
            break
        else:
            found[block.id] = found.get(previous, ())
        previous = block.id
    return found


def _end_of(key: str, keys: Sequence[str], index: int) -> int | None:
    """Return the index after the last of the paragraphs that together make a block's text from `index` on.

    A block may be one paragraph, several (a sentence that was parted, the cells of a row), or a part of one.
    None if the text at `index` is another.
    """
    if len(key) >= _TELLING and key in keys[index]:
        return index + 1
    rest, last = key, index
    while rest and last < len(keys) and keys[last] and rest.startswith(keys[last]):
        rest = rest[len(keys[last]) :]
        last += 1
    taken = len(key) - len(rest)
    return last if taken and taken >= min(len(key), _TELLING) else None


def _squeeze(text: str) -> str:
    """Return the letters and digits of a text, folded: what is the same however it is spaced."""
    return re.sub(r"[\W_]+", "", fold(text))


def _anchor(finding: Finding, paragraphs: Sequence[_Paragraph]) -> list[Any]:
    """Return the runs of a finding's passage; of its whole first paragraph where it quotes nothing."""
    for pattern in _searches(finding.quote.removesuffix("…")):
        for paragraph in paragraphs:
            match = pattern.search(paragraph.text)
            if match:
                return _cut_out(paragraph, *match.span())
    return _start(paragraphs)


def _searches(quote: str) -> Iterator[re.Pattern[str]]:
    """Yield what to look for, the whole passage first; of a table's row its longest cell."""
    cell = max(quote.split(" | "), key=len)
    for passage in dict.fromkeys((quote, cell)):
        words = passage.split()
        for count in dict.fromkeys(min(count, len(words)) for count in _QUOTE_WORDS):
            if count:
                yield re.compile(r"\s*".join(map(re.escape, words[:count])))


def _start(paragraphs: Sequence[_Paragraph]) -> list[Any]:
    """Return the runs of the first paragraph."""
    return [run for run, _ in paragraphs[0].runs] if paragraphs else []


def _cut_out(paragraph: _Paragraph, start: int, end: int) -> list[Any]:
    """Return the runs of a stretch of a paragraph's text, parting runs at its ends where they are text."""
    for offset in (end, start):
        _part_at(paragraph, offset)
    runs: list[Any] = []
    position = 0
    for run, text in paragraph.runs:
        if position < end and position + len(text) > start:
            runs.append(run)
        position += len(text)
    return runs


def _part_at(paragraph: _Paragraph, offset: int) -> None:
    """Part the run that stands at an offset in two, if it holds nothing but one text."""
    from copy import deepcopy

    from docx.oxml.ns import qn

    position = 0
    for index, (run, text) in enumerate(paragraph.runs):
        inside = offset - position
        position += len(text)
        if not 0 < inside < len(text):
            continue
        texts = run.findall(qn("w:t"))
        if len(texts) != 1 or any(child.tag not in (qn("w:t"), qn("w:rPr")) for child in run):
            return
        after = deepcopy(run)
        run.addnext(after)
        for piece, words in ((run, text[:inside]), (after, text[inside:])):
            held = piece.find(qn("w:t"))
            held.text = words
            held.set(_XML_SPACE, "preserve")
        paragraph.runs[index : index + 1] = [(run, text[:inside]), (after, text[inside:])]
        return


def _comment(word: WordDocument, runs: Sequence[Any], finding: Finding) -> None:
    """Attach the words of a finding to runs."""
    from docx.text.run import Run

    first, last = Run(runs[0], word._body), Run(runs[-1], word._body)
    comment = word.add_comment([first, last], author=_AUTHOR, initials=_INITIALS)
    lines = _lines(finding)
    comment.paragraphs[0].add_run(lines[0]).bold = True
    for line in lines[1:]:
        comment.add_paragraph(line)


def _lines(finding: Finding) -> list[str]:
    """Return a comment's paragraphs: what kind of finding, what is wrong, how to mend it."""
    label = SEVERITY[finding.severity]
    lines = [f"{label}: {finding.name} ({finding.rule})", finding.message]
    if finding.suggestion:
        lines.append(f"Saran: {finding.suggestion}")
    return [printable(line) for line in lines]
