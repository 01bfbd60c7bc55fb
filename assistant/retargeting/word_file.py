"""A Word file taken apart for re-targeting: every place in it that shows or hides text, and saving it again.

Besides the body that is headers and footers, notes, comments, text boxes, the descriptions of pictures, the
letters in charts and diagrams, and the file's properties: the name of the old office hides in all of them.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.archives import repack
from assistant.document import Location
from assistant.errors import DamagedFileError
from assistant.language.numbering import split_marker
from assistant.retargeting.model import Passage
from assistant.retargeting.runs import Edit, apply_edits, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STORIES = re.compile(r"/word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_DRAWINGS = re.compile(r"/word/(?:diagrams|charts)/[\w-]+\.xml")
_PROPERTIES = ("title", "subject", "keywords", "comments", "category")
_COMPANY = re.compile(r"<(?P<tag>Company|Manager)>(?P<text>[^<]*)</(?P=tag)>")
_FIXED_TIME = datetime(2025, 1, 1, tzinfo=UTC)
_AUTHOR = "Asisten Zona Integritas"


def nowhere(_start: int, _end: int) -> Location:
    """Return the place of text in a Word file, which has neither lines nor fixed pages."""
    return Location()


@dataclass
class Slot:
    """A place in the file that holds text.

    Attributes:
        element: the paragraph; None for a text that is no paragraph.
        get, put: read and write a text that is no paragraph.
        in_body: whether a comment can be attached.
    """

    element: Any = None
    get: Callable[[], str] | None = None
    put: Callable[[str], None] | None = None
    in_body: bool = False

    @property
    def text(self) -> str:
        """What the place shows."""
        return self.get() if self.get else paragraph_text(self.element)

    def change(self, edits: Sequence[Edit]) -> dict[int, Any]:
        """Change the text and return the runs of the edits, by their start; none outside paragraphs."""
        if self.element is not None:
            return apply_edits(self.element, edits)
        text = self.text
        for edit in sorted(edits, key=lambda e: -e.start):
            text = text[: edit.start] + edit.new + text[edit.end :]
        if self.put:
            self.put(text)
        return {}

    def remove(self) -> bool:
        """Remove the paragraph, or only its text where Word needs one or it holds more; True if gone."""
        parent = self.element.getparent()
        alone = parent.tag != f"{_W}body" and len(parent.findall(f"{_W}p")) == 1
        holds = any(self.element.iter(f"{_W}drawing", f"{_W}pict", f"{_W}sectPr", f"{_W}fldChar"))
        if alone or holds:
            self.change([Edit(0, len(self.text), "")])
            return False
        parent.remove(self.element)
        return True


class WordFile:
    """A Word file that is being re-targeted.

    Args:
        data: the file's bytes; `name` for messages.

    Attributes:
        slots: the places with text, the body's first, in order.
        passages: what they say, one for each slot.

    Raises:
        DamagedFileError: it is no Word file.
    """

    def __init__(self, data: bytes, name: str) -> None:
        import docx

        try:
            self._word: WordDocument = docx.Document(io.BytesIO(data))
        except Exception as error:  # python-docx lets through whatever zipfile, lxml and itself raise
            raise DamagedFileError(
                f"Berkas {name} bukan dokumen Word (.docx) yang utuh.", "Simpan ulang dari Word."
            ) from error
        self._blobs: list[tuple[Any, Any]] = []
        self.slots: list[Slot] = []
        self.passages: list[Passage] = []
        for part in sorted(self._parts(), key=lambda part: str(part.partname) != "/word/document.xml"):
            if _STORIES.fullmatch(str(part.partname)):
                self._take_story(part)
        for part in self._parts():
            if _DRAWINGS.fullmatch(str(part.partname)):
                self._take_letters(part)
        self._take_properties()

    @property
    def word(self) -> WordDocument:
        """The document as python-docx sees it."""
        return self._word

    @property
    def pictures(self) -> int:
        """How many pictures the body shows."""
        return sum(1 for _ in self._word.element.body.iter(f"{_A}blip"))

    def _parts(self) -> list[Any]:
        return sorted(self._word.part.package.iter_parts(), key=lambda part: str(part.partname))

    def _root(self, part: Any) -> Any:
        """Return the XML of a part; what python-docx keeps as bytes is written back on saving."""
        if hasattr(part, "element"):
            return part.element
        from docx.oxml.parser import parse_xml

        root = parse_xml(part.blob)
        self._blobs.append((part, root))
        return root

    def _take_story(self, part: Any) -> None:
        """Take the paragraphs of a part, in order; changes are accepted and bindings cut before."""
        root = self._root(part)
        _settle_changes(root)
        in_body = str(part.partname) == "/word/document.xml"
        rows = {row: f"{part.partname}#{i}" for i, row in enumerate(root.iter(f"{_W}tr"))}
        for paragraph in root.iter(f"{_W}p"):
            slot = Slot(paragraph, in_body=in_body)
            row = next((rows[a] for a in paragraph.iterancestors(f"{_W}tr")), "")
            self.slots.append(slot)
            self.passages.append(_passage(paragraph, slot.text, row))
        for node in root.iter():
            for attribute in ("descr", "title") if isinstance(node.tag, str) and "Pr" in node.tag else ():
                if node.get(attribute):
                    self._take_text(*_attribute(node, attribute))

    def _take_letters(self, part: Any) -> None:
        for node in self._root(part).iter(f"{_A}t"):
            if node.text:
                self._take_text(*_content(node))

    def _take_properties(self) -> None:
        properties = self._word.core_properties
        for name in _PROPERTIES:
            if getattr(properties, name):
                self._take_text(*_property(properties, name))

    def _take_text(self, get: Callable[[], str], put: Callable[[str], None]) -> None:
        self.slots.append(Slot(get=get, put=put))
        self.passages.append(Passage(get(), nowhere))

    def redirect(self, fate: Callable[[str], str | None]) -> int:
        """Change the targets of hyperlinks and return how many were cut.

        Args:
            fate: the new target for an old one; None to cut the link and leave its text.
        """
        cut = 0
        for part in self._parts():
            for ident, relation in list(getattr(part, "rels", {}).items()):
                if not relation.is_external or not relation.reltype.endswith("/hyperlink"):
                    continue
                new = fate(relation.target_ref)
                if new is None:
                    cut += _unlink(part, ident)
                else:
                    relation._target = new
            if hasattr(part, "element"):
                for node in part.element.iter(f"{_W}instrText"):
                    node.text = re.sub(
                        r'(HYPERLINK\s+)"([^"]+)"',
                        lambda m: f'{m[1]}"{fate(m[2]) or "https://"}"',
                        node.text or "",
                    )
        return cut

    def comment(self, run: Any, text: str) -> None:
        """Attach a comment to a run of the body."""
        from docx.text.run import Run

        comment = self._word.add_comment(
            [Run(run, self._word._body)],
            text=text, author=_AUTHOR, initials="zi",
        )  # fmt: skip
        comment._comment_elm.set(f"{_W}date", _FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ"))

    def save(self) -> bytes:
        """Return the file; equal for equal content."""
        from docx.opc.oxml import serialize_part_xml

        properties = self._word.core_properties
        properties.author = properties.last_modified_by = _AUTHOR
        properties.created = properties.modified = _FIXED_TIME
        for part, root in self._blobs:
            part._blob = serialize_part_xml(root)
        package = self._word.part.package
        for ident, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):  # a picture of the old first page
                package.rels.pop(ident)
        for part in self._parts():
            if str(part.partname) == "/docProps/app.xml":
                part._blob = _COMPANY.sub(r"<\g<tag>></\g<tag>>", part.blob.decode("utf-8")).encode()
        raw = io.BytesIO()
        self._word.save(raw)
        return repack(raw.getvalue())


def _passage(paragraph: Any, text: str, row: str) -> Passage:
    """Return what a paragraph is: text with its place in lists, tables and headings."""
    style = next((s.get(f"{_W}val", "") for s in paragraph.iter(f"{_W}pStyle")), "")
    numbered = next(paragraph.iter(f"{_W}numPr"), None) is not None
    marker = split_marker(text)[0]
    heads = style.lower().startswith(("heading", "judul", "title"))
    is_item = (numbered or bool(marker) or style.lower().startswith(("list", "butir"))) and not heads
    return Passage(text, nowhere, row=row, is_item=is_item, marker=marker, heads=heads)


def _settle_changes(root: Any) -> None:
    """Accept tracked changes, cut bindings to data elsewhere, and drop Word's second copies of text boxes."""
    for tag in ("del", "moveFrom"):
        for node in list(root.iter(f"{_W}{tag}")):
            if node.getparent() is not None and node.getparent().tag != f"{_W}rPr":
                node.getparent().remove(node)
    for node in list(root.iter(f"{_W}dataBinding")):
        node.getparent().remove(node)
    for node in list(root.iter(f"{_MC}Fallback")):
        choice = node.getparent().find(f"{_MC}Choice")
        if choice is not None and next(choice.iter(f"{_W}txbxContent"), None) is not None:
            node.getparent().remove(node)


def _unlink(part: Any, ident: str) -> int:
    """Cut a hyperlink: its text stays, its target goes."""
    found = 0
    if hasattr(part, "element"):
        for node in list(part.element.iter(f"{_W}hyperlink")):
            if node.get(f"{_R}id") == ident:
                found += 1
                for child in list(node):
                    node.addprevious(child)
                node.getparent().remove(node)
        for node in part.element.iter(f"{_A}hlinkClick"):
            if node.get(f"{_R}id") == ident:
                return found  # a picture's link: Word needs the relationship
    part.rels.pop(ident)
    return found


def _attribute(node: Any, name: str) -> tuple[Callable[[], str], Callable[[str], None]]:
    return (lambda: str(node.get(name))), (lambda text: node.set(name, text))


def _content(node: Any) -> tuple[Callable[[], str], Callable[[str], None]]:
    def put(text: str) -> None:
        node.text = text

    return (lambda: str(node.text)), put


def _property(properties: Any, name: str) -> tuple[Callable[[], str], Callable[[str], None]]:
    # Word's own limit of these fields.
    return (lambda: str(getattr(properties, name))), (lambda text: setattr(properties, name, text[:255]))
