"""Filling a Word template: the one place that knows docxtpl, and finishes what it leaves.

Templates come from users: they are rendered in Jinja's sandbox without anything that could reach Python, run
on or grow without bounds. Afterwards comments are attached, the lists of contents are filled, and the
file gets fixed times so that equal input gives equal bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from assistant.archives import repack
from assistant.drafting.contents import fill_contents
from assistant.drafting.placeholders import Content
from assistant.drafting.sandbox import environment
from assistant.drafting.template_check import value_faults
from assistant.drafting.template_package import read_package
from assistant.drafting.template_tags import Problem, Weight, find_tags
from assistant.errors import AssistantError, LimitError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from docx.document import Document as WordDocument

    from assistant.drafting.template_tags import Fault

# A draft of a long report has some 3 MB of XML; a template that prints its parts over and over is refused.
_MAX_WRITTEN = 40_000_000


@dataclass(frozen=True, slots=True)
class Note:
    """A Word comment on the paragraph or run that a bookmark names."""

    bookmark: str
    text: str


class Template:
    """A Word template of ours or of a user."""

    def __init__(self, path: Path) -> None:
        package = read_package(path)
        self._name = package.name
        self._tags = find_tags(package)
        self.warnings = package.notices
        self._refuse(self._tags.faults)
        with self._opening():
            self._tpl = _strict_template(package.data)
            self._tpl.init_docx()

    @property
    def styles(self) -> dict[str, str]:
        """Ids of the template's styles by name."""
        names = {style.name: style.style_id for style in self._tpl.docx.styles if style.name}
        # Word writes built-in names in lower case and python-docx shows some of them capitalised.
        return names | {name.title(): style_id for name, style_id in names.items() if name.islower()}

    def placeholders(self) -> frozenset[str]:
        """Return the names that the template wants filled."""
        return frozenset(self._tags.wanted)

    def render(self, values: Mapping[str, Any], notes: Sequence[Note], title: str, year: int) -> bytes:
        """Return the filled file.

        Args:
            values: what the placeholders stand for; text is escaped, `Markup` inserted as it is.
            notes: comments; those whose bookmark is not in the file are left out.
            title: the title in the file's properties.
            year: the year of the draft; the file's properties carry its first day.

        Raises:
            TemplateError: a placeholder is unknown or of another kind, or a choice tears the text apart.
            LimitError: the template prints its values over and over.
        """
        self._refuse(value_faults(self._tags, {name: _content_of(value) for name, value in values.items()}))
        self._check_length(values)
        with self._opening():
            self._tpl.render(dict(values), environment(), autoescape=True)
        word = self._tpl.docx
        _attach(word, notes, datetime(year, 1, 1, tzinfo=UTC))
        fill_contents(word)
        properties = word.core_properties
        properties.title, properties.author, properties.last_modified_by = title, "zi", "zi"
        properties.created = properties.modified = datetime(year, 1, 1, tzinfo=UTC)
        properties.revision = 1
        raw = io.BytesIO()
        word.save(raw)
        return repack(raw.getvalue())

    def _refuse(self, faults: Iterable[Fault]) -> None:
        """Raise the first of the faults that a draft cannot be written with."""
        errors = [fault for fault in faults if fault.weight is Weight.ERROR]
        if not errors:
            return
        first = errors[0]
        where = f" ({first.spot.shown})" if first.spot else ""
        more = f" Masih ada {len(errors) - 1} masalah lain." if len(errors) > 1 else ""
        kind = LimitError if first.problem is Problem.LIMIT else TemplateError
        raise kind(
            f"Templat {self._name}{where}: {first.message}{more}",
            f"{first.suggestion} Semua masalah templat: zi templat periksa.".strip(),
        )

    def _check_length(self, values: Mapping[str, Any]) -> None:
        length = sum(
            len(str(values[name])) * len(tags) for name, tags in self._tags.wanted.items() if name in values
        )
        if length > _MAX_WRITTEN:
            raise LimitError(
                f"Templat {self._name} mencetak isian yang sama terlalu sering (batas 40 MB).",
                "Hapus isian yang berulang.",
            )

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


def _strict_template(data: bytes) -> Any:
    """Return docxtpl's template, made to refuse what it would mend by dropping text."""
    from docx.oxml.parser import parse_xml
    from docxtpl import DocxTemplate

    class StrictTemplate(DocxTemplate):  # type: ignore[misc]
        """A template whose filled text must be whole XML."""

        def fix_tables(self, xml: str) -> Any:
            parse_xml(xml.encode("utf-8"))
            return super().fix_tables(xml)

    return StrictTemplate(io.BytesIO(data))


def _content_of(value: Any) -> Content | None:
    """Return what a value is, by its XML; None for an empty one."""
    text = str(value)
    if not hasattr(value, "__html__"):
        return Content.TEXT
    if text.startswith(("<w:p>", "<w:p ", "<w:tbl>", "<w:sdt>")):
        return Content.PARAGRAPH
    if text.startswith("<w:bookmarkStart"):
        return Content.PARAGRAPH if "<w:p>" in text else Content.RUN
    return (Content.RUN if text.startswith("<w:") else Content.TEXT) if text else None


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
