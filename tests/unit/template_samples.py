"""Word files for the tests of templates: plain ones, and ones with any part made by hand."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Files = dict[str, bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
VALUES = {"satker": "KPU Kota Teluk Senja", "tahun": "2026"}


def template(path: Path, *paragraphs: str) -> Path:
    """Write a template with these paragraphs."""
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    word.save(str(path))
    return path


def changed(path: Path, change: Callable[[Files], None], *paragraphs: str) -> Path:
    """Write a template whose files a function has changed."""
    template(path, *paragraphs)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


def body(xml: str) -> Callable[[Files], None]:
    """Return the change that puts XML at the beginning of the body."""

    def change(files: Files) -> None:
        text = files["word/document.xml"].decode("utf-8")
        files["word/document.xml"] = re.sub(r"<w:body>", lambda m: m.group() + xml, text).encode("utf-8")

    return change


def relation(
    kind: str, target: str, *, external: bool = True, rid: str = "rId901"
) -> Callable[[Files], None]:
    """Return the change that gives the document one more relation."""
    mode = ' TargetMode="External"' if external else ""
    entry = f'<Relationship Id="{rid}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'

    def change(files: Files) -> None:
        path = "word/_rels/document.xml.rels"
        files[path] = files[path].replace(b"</Relationships>", entry.encode("utf-8"))

    return change


def part(path: str, kind: str, content: str, ending: str | None = None) -> Callable[[Files], None]:
    """Return the change that adds a part: relation kind, and content type by its ending (`header+xml`)."""

    def change(files: Files) -> None:
        files[path] = content.encode("utf-8")
        name = f"{WORD_TYPE}.{ending or kind + '+xml'}"
        override = f'<Override PartName="/{path}" ContentType="{name}"/></Types>'
        types = "[Content_Types].xml"
        files[types] = files[types].replace(b"</Types>", override.encode("utf-8"))
        relation(kind, path.removeprefix("word/"), external=False, rid="rId902")(files)

    return change


def both(*changes: Callable[[Files], None]) -> Callable[[Files], None]:
    """Return several changes as one."""

    def change(files: Files) -> None:
        for single in changes:
            single(files)

    return change


def field(code: str) -> str:
    """Return a paragraph with a Word field."""
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
