"""Cells of an Excel file changed in place: only what is asked for, everything else to the last byte.

The parts of the file are edited as XML and not through a workbook library, because every library loses
something of a workbook that an office has worked on: macros, drawings, form controls, conditional formats of
newer Excel. Besides the cells themselves only this changes: values that formulas had when they were last
computed are dropped, so that no stale sum is shown, and the file asks to be computed when it is opened.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.archives import pack
from assistant.errors import DamagedFileError
from assistant.language.clean import printable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml.etree import _Element

CellValue = str | float | int | None
Place = tuple[int, int]  # row and column, from 1

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# What a spreadsheet takes for a formula when the cell is edited; some skip tab and CR before they look.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Excel's own limit of a cell, counted in UTF-16 units.
MAX_CELL_UNITS = 32_767
_PROPOSAL_COLOUR = "FFFFF2CC"  # the pale yellow that offices use for what is still to be looked at
# Elements of `workbook` that stand before `calcPr`, by the schema's order.
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


@dataclass
class Edited:
    """The changed file, and the cells that could not be changed because other formulas rest on them."""

    data: bytes
    left: list[tuple[str, Place]] = field(default_factory=list)


def edit_cells(
    data: bytes,
    changes: Mapping[str, Mapping[Place, CellValue]],
    name: str,
    marked: Mapping[str, Collection[Place]] | None = None,
) -> Edited:
    """Return the file with other values in some cells; their formatting stays.

    Args:
        data: an Excel file (.xlsx or .xlsm).
        changes: new values by sheet name and place; text stays text, whatever it looks like; None empties a
            cell.
        name: the file's name, for messages.
        marked: changed cells that get the colour of a proposal, by sheet name.

    Raises:
        DamagedFileError: the file's parts do not fit together.
    """
    package = _Package(data, name)
    edited = Edited(b"")
    for sheet, cells in changes.items():
        root = package.sheet(sheet)
        for place, value in sorted(cells.items()):
            if not _set(root, place, value, package):
                edited.left.append((sheet, place))
            elif marked and place in marked.get(sheet, ()):
                cell = _cell_at(root, place)
                cell.set("s", str(package.marked_style(int(cell.get("s") or 0))))
    package.compute_on_opening()
    edited.data = package.save()
    return edited


class _Package:
    """The parts of an Excel file, parsed where they are to be changed."""

    def __init__(self, data: bytes, name: str) -> None:
        self._name = name
        with self._reading(), zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._infos = archive.infolist()
            self._parts = {info.filename: archive.read(info) for info in self._infos}
        self._roots: dict[str, _Element] = {}
        self._quoted: dict[int, int] = {}
        self._marked: dict[int, int] = {}
        self._fill = 0

    def _reading(self) -> _Damage:
        return _Damage(self._name)

    def root(self, part: str) -> _Element:
        """Return the root of a part; what is changed in it is saved."""
        if part not in self._roots:
            with self._reading():
                self._roots[part] = _parsed(self._parts[part])
        return self._roots[part]

    def sheet(self, title: str) -> _Element:
        """Return the root of a sheet by its name."""
        with self._reading():
            sheets = self.root("xl/workbook.xml").iter(f"{_MAIN}sheet")
            relation = next(sheet.get(_RELATION) for sheet in sheets if sheet.get("name") == title)
            return self.root(self._targets()[str(relation)])

    def _targets(self) -> dict[str, str]:
        """Return the parts that the workbook refers to, by the id of the relation."""
        relations = _parsed(self._parts["xl/_rels/workbook.xml.rels"])
        return {
            str(relation.get("Id")): posixpath.normpath(
                posixpath.join("/xl", str(relation.get("Target")))
            ).lstrip("/")
            for relation in relations
        }

    def quoted_style(self, style: int) -> int:
        """Return the number of a style that is like another and keeps its cell text when it is edited."""
        if style not in self._quoted:
            formats = self.root("xl/styles.xml").find(f"{_MAIN}cellXfs")
            if formats is None or style >= len(formats):
                return style
            copy = deepcopy(formats[style])
            copy.set("quotePrefix", "1")
            formats.append(copy)
            formats.set("count", str(len(formats)))
            self._quoted[style] = len(formats) - 1
        return self._quoted[style]

    def marked_style(self, style: int) -> int:
        """Return the number of a style that is like another and has the colour of a proposal."""
        if style not in self._marked:
            root = self.root("xl/styles.xml")
            formats, fills = root.find(f"{_MAIN}cellXfs"), root.find(f"{_MAIN}fills")
            if formats is None or fills is None or style >= len(formats):
                return style
            if not self._marked:
                fill = _add(_add(fills, "fill"), "patternFill")
                fill.set("patternType", "solid")
                _add(fill, "fgColor").set("rgb", _PROPOSAL_COLOUR)
                fills.set("count", str(len(fills)))
                self._fill = len(fills) - 1
            copy = deepcopy(formats[style])
            copy.set("fillId", str(self._fill))
            copy.set("applyFill", "1")
            formats.append(copy)
            formats.set("count", str(len(formats)))
            self._marked[style] = len(formats) - 1
        return self._marked[style]

    def compute_on_opening(self) -> None:
        """Drop the values of formulas in every sheet, and ask for them to be computed."""
        for part in self._targets().values():
            if part.startswith("xl/worksheets/") and b"<f" in self._parts.get(part, b""):
                for formula in self.root(part).iter(f"{_MAIN}f"):
                    _forget_value(formula.getparent())
        book = self.root("xl/workbook.xml")
        calc = book.find(f"{_MAIN}calcPr")
        if calc is None:
            calc = book.makeelement(f"{_MAIN}calcPr", {}, None)
            before = [child for tag in _BEFORE_CALC if (child := book.find(f"{_MAIN}{tag}")) is not None]
            before[-1].addnext(calc)
        calc.set("fullCalcOnLoad", "1")
        self._drop_calculation_chain()

    def _drop_calculation_chain(self) -> None:
        """Remove the order of computing, which may name cells without formula; Excel makes it anew."""
        if self._parts.pop("xl/calcChain.xml", None) is None:
            return
        for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            for entry in list(self.root(part)):
                if "calcChain" in (entry.get("PartName") or entry.get("Target") or ""):
                    self.root(part).remove(entry)

    def save(self) -> bytes:
        """Return the file; parts that were not touched are the same to the last byte."""
        from lxml import etree

        for part, root in self._roots.items():
            self._parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        names = (info.filename for info in self._infos if info.filename in self._parts)
        return pack((name, self._parts[name]) for name in names)


class _Damage:
    """Turns what broken parts raise into one sentence."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise the fault as ours."""
        if isinstance(error, KeyError | StopIteration | ValueError | SyntaxError | zipfile.BadZipFile):
            raise DamagedFileError(
                f"Berkas {self._name} rusak atau bukan buku kerja Excel.",
                "Buka berkas itu di Excel, simpan ulang sebagai .xlsx, lalu coba lagi.",
            ) from error


def _parsed(data: bytes) -> _Element:
    """Return the root of a part; entities, external references and absurd depth are refused."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _set(sheet: _Element, place: Place, value: CellValue, package: _Package) -> bool:
    """Change a cell; whether that was possible without breaking the formulas of others."""
    cell = _cell_at(sheet, place)
    formula = cell.find(f"{_MAIN}f")
    if formula is not None and formula.get("ref") is not None:
        return False  # others take their formula from this one
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if isinstance(value, str) and value:
        _set_text(cell, cell_text(value), package)
    elif value is not None and value != "":
        _add(cell, "v", repr(value))
    return True


def _set_text(cell: _Element, text: str, package: _Package) -> None:
    cell.set("t", "inlineStr")
    held = _add(_add(cell, "is"), "t", text)
    held.set(_SPACE, "preserve")
    if text.startswith(FORMULA_STARTS):
        cell.set("s", str(package.quoted_style(int(cell.get("s") or 0))))


def _add(parent: _Element, tag: str, text: str = "") -> _Element:
    child: _Element = parent.makeelement(f"{_MAIN}{tag}", {}, None)
    child.text = text or None
    parent.append(child)
    return child


def cell_text(text: str) -> str:
    """Return text as a cell can hold it: nothing that XML forbids, at most Excel's 32,767 units."""
    clean = printable(text)
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * MAX_CELL_UNITS:
        return clean
    return units[: 2 * (MAX_CELL_UNITS - 1)].decode("utf-16-le", "ignore") + "…"


def _cell_at(sheet: _Element, place: Place) -> _Element:
    """Return the cell at a place, made where the file has none yet."""
    number, column = place
    rows = sheet.find(f"{_MAIN}sheetData")
    if rows is None:
        raise ValueError("a sheet without rows")
    row = _entry(rows, "row", number, _row_number, {"r": str(number)})
    return _entry(row, "c", column, _column_number, {"r": f"{_letters(column)}{number}"})


def _entry(parent: _Element, tag: str, number: int, number_of: Any, attributes: dict[str, str]) -> _Element:
    """Return the child of a number among children in ascending order; one is inserted where there is none."""
    after = None
    for child in parent:
        own = number_of(child)
        if own == number:
            return child
        if own > number:
            break
        after = child
    made = parent.makeelement(f"{_MAIN}{tag}", attributes, None)
    if after is None:
        parent.insert(0, made)
    else:
        after.addnext(made)
    return made


def _row_number(row: _Element) -> int:
    return int(row.get("r") or 0)


def _column_number(cell: _Element) -> int:
    letters = re.match(r"[A-Z]+", cell.get("r") or "")
    number = 0
    for letter in letters.group() if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _forget_value(cell: _Element | None) -> None:
    """Drop what a formula gave when it was last computed."""
    value = cell.find(f"{_MAIN}v") if cell is not None else None
    if cell is not None and value is not None:
        cell.remove(value)
        cell.attrib.pop("t", None)
