"""Filling a Word template: the one place that knows docxtpl, and finishes what it leaves.

Templates come from users: they are rendered in Jinja's sandbox without anything that could reach Python, run
on or grow without bounds. Afterwards comments are attached, the lists of contents are filled, and the
file gets fixed times so that equal input gives equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.drafting.contents import fill_contents
from assistant.errors import AssistantError, LimitError, TemplateError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from docx.document import Document as WordDocument
    from jinja2 import Environment

# Our templates have 0.05 MB; pictures on a cover make some MB.
_MAX_FILE_BYTES = 20_000_000
_MAX_UNPACKED_BYTES = 100_000_000
# All that a template of a report has a use for; others of Jinja's filters can build texts of any size.
_FILTERS = ("upper", "lower", "title", "capitalize", "trim", "default", "d", "length", "e")
_ZIP_TIME = (2025, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Note:
    """A Word comment on the paragraph or run that a bookmark names."""

    bookmark: str
    text: str


class Template:
    """A Word template of ours or of a user."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._data = _read(path)
        with self._opening():
            from docxtpl import DocxTemplate

            self._tpl = DocxTemplate(io.BytesIO(self._data))
            self._tpl.init_docx()

    @property
    def styles(self) -> dict[str, str]:
        """Ids of the template's styles by name."""
        names = {style.name: style.style_id for style in self._tpl.docx.styles if style.name}
        # Word writes built-in names in lower case and python-docx shows some of them capitalised.
        return names | {name.title(): style_id for name, style_id in names.items() if name.islower()}

    def placeholders(self) -> frozenset[str]:
        """Return the names that the template wants filled."""
        with self._opening():
            return frozenset(self._tpl.get_undeclared_template_variables(_environment()))

    def render(self, values: Mapping[str, Any], notes: Sequence[Note], title: str, year: int) -> bytes:
        """Return the filled file.

        Args:
            values: what the placeholders stand for; text is escaped, `Markup` inserted as it is.
            notes: comments; those whose bookmark is not in the file are left out.
            title: the title in the file's properties.
            year: the year of the draft; the file's properties carry its first day.

        Raises:
            TemplateError: a placeholder is unknown, or the template reaches for what it must not.
        """
        with self._opening():
            self._tpl.render(dict(values), _environment(), autoescape=True)
        word = self._tpl.docx
        _attach(word, notes, datetime(year, 1, 1, tzinfo=UTC))
        fill_contents(word)
        properties = word.core_properties
        properties.title, properties.author, properties.last_modified_by = title, "zi", "zi"
        properties.created = properties.modified = datetime(year, 1, 1, tzinfo=UTC)
        properties.revision = 1
        raw = io.BytesIO()
        word.save(raw)
        return _repacked(raw.getvalue())

    def _opening(self) -> _Guard:
        return _Guard(self._name)


class _Guard:
    """Turns what docxtpl, Jinja and python-docx raise on a template into one sentence for its author."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise the fault as ours."""
        if error is None or isinstance(error, AssistantError) or not isinstance(error, Exception):
            return
        from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError

        if isinstance(error, UndefinedError):
            raise TemplateError(
                f"Templat {self._name} memakai isian yang tidak dikenal: {error.message}.",
                "Periksa ejaan nama di antara {{ dan }}.",
            ) from error
        if isinstance(error, TemplateSyntaxError):
            raise TemplateError(
                f"Templat {self._name} memuat isian yang salah tulis: {error.message}.",
                "Periksa pasangan {{ }} dan {% %}.",
            ) from error
        if isinstance(error, SecurityError):
            raise TemplateError(
                f"Templat {self._name} meminta hal yang tidak diizinkan dan tidak dipakai.",
                "Gunakan templat yang hanya berisi isian biasa.",
            ) from error
        raise TemplateError(
            f"Templat {self._name} tidak dapat dipakai.",
            "Simpan ulang templat sebagai berkas Word (.docx), atau pakai templat bawaan.",
        ) from error


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(f"Templat {path} tidak ditemukan.", "Periksa nama berkas pada pilihan --templat.")
    if path.stat().st_size > _MAX_FILE_BYTES:
        raise LimitError(f"Templat {path.name} terlalu besar (batas 20 MB).", "Kecilkan gambar di dalamnya.")
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile as error:
        raise TemplateError(
            f"Templat {path.name} bukan berkas Word (.docx) yang utuh.", "Simpan ulang dari Word."
        ) from error
    if unpacked > _MAX_UNPACKED_BYTES:
        raise LimitError(
            f"Isi templat {path.name} terlalu besar (batas 100 MB).", "Kecilkan gambar di dalamnya."
        )
    return data


def _environment() -> Environment:
    """Return the sandbox: a template may print values and choose between texts, and nothing else.

    Loops, assignments, calls, attributes and operators are refused as such: what cannot be written cannot
    reach Python's objects, run for ever, or double a text until it fills the memory.
    """
    from jinja2 import StrictUndefined, nodes
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    allowed = (
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If, nodes.CondExpr,
        nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.Filter, nodes.Test,
    )  # fmt: skip

    class Sandbox(ImmutableSandboxedEnvironment):
        """A sandbox that knows only the constructs above."""

        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            for node in tree.find_all(nodes.Node):
                if not isinstance(node, allowed):
                    raise SecurityError(type(node).__name__)
            return tree

    environment = Sandbox(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS}
    return environment


def _attach(word: WordDocument, notes: Sequence[Note], when: datetime) -> None:
    """Attach comments to what their bookmarks name, and remove the bookmarks that only served this."""
    from docx.oxml.ns import qn
    from docx.text.run import Run

    starts = {b.get(qn("w:name")): b for b in word.element.body.iter(qn("w:bookmarkStart"))}
    for note in notes:
        start = starts.get(note.bookmark)
        if start is None:
            continue
        runs = list(_runs_of(start))
        if runs:
            first, last = Run(runs[0], word._body), Run(runs[-1], word._body)
            comment = word.add_comment([first, last], text=note.text, author="zi", initials="zi")
            comment._comment_elm.set(qn("w:date"), when.strftime("%Y-%m-%dT%H:%M:%SZ"))
        if note.bookmark.startswith("asal_"):
            _remove_bookmark(start)


def _runs_of(start: Any) -> Iterator[Any]:
    """Yield the runs between a bookmark's start and its end."""
    from docx.oxml.ns import qn

    number = start.get(qn("w:id"))
    for element in start.itersiblings():
        if element.tag == qn("w:bookmarkEnd") and element.get(qn("w:id")) == number:
            return
        if element.tag == qn("w:r"):
            yield element


def _remove_bookmark(start: Any) -> None:
    from docx.oxml.ns import qn

    number = start.get(qn("w:id"))
    end = next(
        (e for e in start.itersiblings() if e.tag == qn("w:bookmarkEnd") and e.get(qn("w:id")) == number),
        None,
    )
    for element in (start, end):
        if element is not None:
            element.getparent().remove(element)


def _repacked(data: bytes) -> bytes:
    """Return a .docx whose parts bear fixed times."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            info = zipfile.ZipInfo(item.filename, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(item.filename))
    return out.getvalue()
