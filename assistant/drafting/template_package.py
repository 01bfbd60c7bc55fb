"""A user's Word file, opened safely: bounded, without macros, and without anything that reaches outside.

What is active (macros, embedded objects, foreign content, fields that fetch or run something) is refused.
What Word itself leaves in ordinary files and what only shows on a click or not at all (the path of the style
template, linked pictures, links to folders) is taken out with a notice. Allowed lists, not forbidden ones,
decide about fields and addresses: what nobody thought of is refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import InputError, LimitError, TemplateError, UsageError
from assistant.reading.recognise import FileKind, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Our templates have 0.05 MB; pictures on a cover make some MB.
_MAX_FILE_BYTES = 20_000_000
_MAX_UNPACKED_BYTES = 100_000_000
# Our templates have 0.3 MB of XML; filling one takes about a second for each MB.
_MAX_XML_BYTES = 5_000_000
_MAX_PARTS = 2_000
_MAX_CODE = 400  # characters of a field code; a TOC with all its switches has about 100

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RESAVE = "Simpan ulang templat sebagai berkas Word (.docx) biasa, atau pakai templat bawaan."
# Kinds of relations (the last part of their URI) to what a report's template has no use for.
_ACTIVE = {
    "vbaProject": "makro",
    "wordVbaData": "makro",
    "attachedToolbars": "makro",
    "keyMapCustomizations": "makro",
    "extensibility": "makro",
    "oleObject": "objek tertanam (OLE)",
    "package": "berkas tertanam",
    "control": "kontrol ActiveX",
    "aFChunk": "isi dari berkas lain (altChunk)",
    "subDocument": "subdokumen",
    "frame": "bingkai halaman web",
}
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\\]+", re.IGNORECASE)
# Fields that show what stands in the document or on the calendar. All others fetch files, run programs, print
# or ask something.
_FIELDS = frozenset((
     "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "STYLEREF", "TOC",
     "TC", "SEQ", "XE", "INDEX", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "DATE", "TIME",
     "CREATEDATE", "SAVEDATE", "PRINTDATE", "TITLE", "AUTHOR", "SUBJECT", "KEYWORDS", "COMMENTS",
     "FILENAME", "NUMWORDS", "NUMCHARS", "EQ", "SYMBOL", "ADVANCE", "IF", "=", "DOCPROPERTY",
     "HYPERLINK", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN",
))  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A part of a Word file.

    Attributes:
        path: its name in the package, without a slash at the beginning.
        content_type: empty if none is declared.
        root: the parsed XML.
    """

    path: str
    content_type: str
    root: Any


@dataclass(frozen=True)
class Package:
    """A Word file that is safe to fill.

    Attributes:
        name: the file's name.
        data: the file, without what was taken out.
        parts: its XML parts in the order of the file, relations left out.
        notices: Indonesian sentences on what was taken out.
    """

    name: str
    data: bytes
    parts: tuple[Part, ...]
    notices: tuple[str, ...]


def read_package(path: Path) -> Package:
    """Return a user's Word file.

    Raises:
        UsageError: it is not there.
        InputError: it is no whole .docx, over a limit (`LimitError`), or holds something active
            (`TemplateError`); the message names the file and the thing.
    """
    name = path.name
    data = _read(path)
    if recognise(data, name) is not FileKind.DOCX:
        raise _broken(name)
    return _Opened(name, data).package()


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(f"Templat {path} tidak ditemukan.", "Periksa nama berkas templat itu.")
    if path.stat().st_size > _MAX_FILE_BYTES:
        raise LimitError(f"Templat {path.name} terlalu besar (batas 20 MB).", "Kecilkan gambar di dalamnya.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"Templat {path.name} tidak dapat dibaca.", "Tutup berkas itu di Word, lalu ulangi."
        ) from error
    if data.startswith(b"PK\x03\x04"):
        _check_sizes(path.name, data)
    return data


def _check_sizes(name: str, data: bytes) -> None:
    """Refuse a package by the sizes that it declares, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            items = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _broken(name) from error
    xml = sum(item.file_size for item in items if item.filename.lower().endswith((".xml", ".rels")))
    if (
        sum(item.file_size for item in items) > _MAX_UNPACKED_BYTES
        or xml > _MAX_XML_BYTES
        or len(items) > _MAX_PARTS
    ):
        raise LimitError(
            f"Isi templat {name} terlalu besar setelah dibuka (batas 5 MB teks, 100 MB seluruhnya).",
            "Kecilkan gambar di dalamnya, atau mulai lagi dari templat bawaan (zi templat salin).",
        )
    names = [item.filename for item in items]
    if len(set(names)) != len(names) or any(".." in n.split("/") or n.startswith("/") for n in names):
        raise _broken(name)


def _broken(name: str) -> TemplateError:
    return TemplateError(f"Templat {name} bukan berkas Word (.docx) yang utuh.", _RESAVE)


class _Opened:
    """A package that is being inspected and cleaned."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        self._data = data
        self._notices: dict[str, None] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._files = {item.filename: archive.read(item) for item in archive.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise _broken(name) from error
        self._roots = {n: self._parse(c) for n, c in self._files.items() if n.endswith((".xml", ".rels"))}
        self._changed: set[str] = set()

    def _parse(self, content: bytes) -> Any:
        # The parser of packages gives plain elements; that of documents gives `text` another meaning.
        from docx.opc.oxml import parse_xml

        try:
            return parse_xml(content)  # type: ignore[arg-type]  # lxml takes bytes as well
        except (SyntaxError, ValueError) as error:  # lxml's errors are SyntaxErrors
            raise _broken(self._name) from error

    def package(self) -> Package:
        types = self._content_types()
        main = types.get("word/document.xml", "")
        if main != _MAIN:
            self._refuse_type(main)
        for path in [n for n in self._roots if n.endswith(".rels")]:
            self._clean_relations(path)
        for path, root in self._roots.items():
            if not path.endswith(".rels"):
                self._clean_part(path, root)
        parts = tuple(
            Part(path, types.get(path, ""), root)
            for path, root in self._roots.items()
            if not path.endswith(".rels") and path != "[Content_Types].xml"
        )
        return Package(self._name, self._written(), parts, tuple(self._notices))

    def _content_types(self) -> dict[str, str]:
        """Return the content type of every part; what counts as text must look so by name too."""
        root = self._roots.get("[Content_Types].xml")
        if root is None:
            raise _broken(self._name)
        named: dict[str, str] = {}
        for element in root:
            kind = element.get("ContentType", "")
            if "macroEnabled" in kind or "vbaProject" in kind:
                raise self._refusal("makro", "")
            part = element.get("PartName", "").lstrip("/").lower()
            ending = element.get("Extension", "").lower()
            named[part or f".{ending}"] = kind
            if "wordprocessingml" in kind and not part.endswith(".xml"):
                raise _broken(self._name)  # a decoy: readers go by the type, we by the name
        types = {}
        for path in self._files:
            lower = path.lower()
            types[path] = named.get(lower) or named.get(f".{lower.rpartition('.')[2]}", "")
        return types

    def _refuse_type(self, kind: str) -> None:
        if kind.endswith("template.main+xml"):
            raise TemplateError(
                f"Templat {self._name} tersimpan sebagai templat Word (.dotx).",
                "Buka di Word, lalu simpan sebagai Dokumen Word (.docx).",
            )
        raise _broken(self._name)

    def _refusal(self, thing: str, where: str) -> TemplateError:
        place = f" pada {where}" if where else ""
        return TemplateError(
            f"Templat {self._name} memuat {thing}{place}; itu tidak diizinkan dan tidak dipakai.",
            "Hapus bagian itu di Word lalu simpan sebagai .docx, atau pakai templat bawaan.",
        )

    def _clean_relations(self, path: str) -> None:
        """Refuse active relations of a part; take out those that lead out of the file, and their uses."""
        folder, file = posixpath.split(path)
        owner = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        for relation in list(self._roots[path]):
            kind = relation.get("Type", "").rpartition("/")[2]
            if kind in _ACTIVE and not (kind == "package" and owner.startswith("word/charts/")):
                raise self._refusal(_ACTIVE[kind], owner)
            target = relation.get("Target", "")
            if kind == "officeDocument" and target.lstrip("/") != "word/document.xml":
                raise _broken(self._name)
            if relation.get("TargetMode") != "External" or (
                kind == "hyperlink" and _SAFE_ADDRESS.fullmatch(target)
            ):
                continue
            self._notices[_notice(self._name, kind)] = None
            self._roots[path].remove(relation)
            self._changed |= {path, owner}
            if owner in self._roots:
                _unlink(self._roots[owner], relation.get("Id", ""))

    def _clean_part(self, path: str, root: Any) -> None:
        for element in list(root.iter(f"{_W}mailMerge", f"{_W}attachedTemplate")):
            if element.tag == f"{_W}mailMerge":
                self._notices[f"Sumber data surat gabungan dalam templat {self._name} dibuang."] = None
            elif element.get(f"{_R}id"):
                continue  # its relation lies inside the file, or is missing: python-docx copes with both
            element.getparent().remove(element)
            self._changed.add(path)
        for tag, thing in ((f"{_W}altChunk", "aFChunk"), (f"{_W}subDoc", "subDocument")):
            if next(root.iter(tag), None) is not None:
                raise self._refusal(_ACTIVE[thing], path)
        for code in field_codes(root):
            self._check_field(code, path)

    def _check_field(self, code: str, path: str) -> None:
        words = code.split(None, 1)
        name = words[0].upper() if words else ""
        rest = words[1] if len(words) > 1 else ""
        name = "=" if name.startswith("=") else name
        if len(code) > _MAX_CODE:
            raise self._refusal(f"kode bidang yang terlalu panjang ({name[:20]})", path)
        if name and name not in _FIELDS:
            raise self._refusal(f"bidang {name[:30]}", path)
        if name == "HYPERLINK" and not rest.lstrip().startswith("\\"):
            address = rest.strip().strip('"').split('"')[0]
            if not _SAFE_ADDRESS.fullmatch(address):
                raise self._refusal("tautan ke berkas di luar templat", path)

    def _written(self) -> bytes:
        """Return the package with the parts that were changed."""
        if not self._changed:
            return self._data
        from docx.opc.oxml import serialize_part_xml

        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._files.items():
                changed = name in self._changed and name in self._roots
                archive.writestr(name, serialize_part_xml(self._roots[name]) if changed else content)
        return out.getvalue()


def _notice(name: str, kind: str) -> str:
    things = {
        "attachedTemplate": "Alamat berkas templat gaya (.dotx)",
        "image": "Gambar yang tertaut ke luar berkas",
        "hyperlink": "Tautan ke folder atau berkas lain",
    }
    return f"{things.get(kind, 'Rujukan ke luar berkas')} dalam templat {name} dibuang."


def _unlink(root: Any, identifier: str) -> None:
    """Remove all uses of a relation; an element that means nothing without it goes as a whole."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for attribute in [a for a, v in element.attrib.items() if a.startswith(_R) and v == identifier]:
            del element.attrib[attribute]
        if element.tag == f"{_W}attachedTemplate" and not element.attrib and element.getparent() is not None:
            element.getparent().remove(element)


def field_codes(root: Any) -> Iterator[str]:
    """Yield the codes of the fields of a part, put together from the runs that they are spread over."""
    open_codes: list[list[str]] = []
    for element in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        if element.tag == f"{_W}fldSimple":
            yield (element.get(f"{_W}instr") or "").strip()
        elif element.tag != f"{_W}fldChar":
            if open_codes:
                open_codes[-1].append(element.text or "")
            else:  # a code without a field around it shows nothing, and Word may still take it for one
                yield (element.text or "").strip()
        else:
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                open_codes.append([])
            elif kind == "end" and open_codes:
                yield "".join(open_codes.pop()).strip()
    for rest in open_codes:
        yield "".join(rest).strip()
