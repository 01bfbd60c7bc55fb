"""Headings that a tagged PDF states (Word and LibreOffice write tags): their text, level and page."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(r"H([1-6])")
# A report of 500 pages has some ten thousand elements; hostile trees are endless.
_MAX_ELEMENTS = 200_000
_MAX_DEPTH = 40
_MAX_TEXT = 4_096
_MAX_OBJECTS = 20_000


def tagged_headings(pdf: Any) -> list[tuple[str, int, int]]:
    """Return title, level (from 1) and page of each heading that the tags of a PDF state, in order.

    Args:
        pdf: an opened PDF (`pypdfium2.PdfDocument`).

    Returns:
        Nothing for a PDF without tags. Only pages whose tags name a heading are looked at again.
    """
    from pypdfium2 import PdfiumError, raw

    # older PDFium cannot tell which text belongs to an element
    if not hasattr(raw, "FPDFPageObj_GetMarkedContentID") or not raw.FPDFCatalog_IsTagged(pdf.raw):
        return []
    found: list[tuple[str, int, int]] = []
    left = [_MAX_ELEMENTS]
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
        except PdfiumError:
            continue
        try:
            headings = _headings(raw, page, left)
            if headings:
                texts = _texts(raw, page, {mark for _, marks in headings for mark in marks})
                for level, marks in headings:
                    title = " ".join("".join(texts.get(mark, "") for mark in marks).split())
                    if title:
                        found.append((title, level, number))
        finally:
            page.close()
    return found


def _headings(raw: Any, page: Any, left: list[int]) -> list[tuple[int, list[int]]]:
    """Return level and marked contents of the headings of a page."""
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return []
    try:
        found: list[tuple[int, list[int]]] = []
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            found.extend(_below(raw, raw.FPDF_StructTree_GetChildAtIndex(tree, index), left, 0))
        return found
    finally:
        raw.FPDF_StructTree_Close(tree)


def _below(raw: Any, element: Any, left: list[int], depth: int) -> Iterator[tuple[int, list[int]]]:
    """Yield the headings in an element; `left` counts down the elements that may still be looked at."""
    left[0] -= 1
    if not element or depth > _MAX_DEPTH or left[0] < 0:
        return
    heading = _HEADING.fullmatch(_type(raw, element))
    if heading:
        yield int(heading.group(1)), list(_marks(raw, element, left, depth))
        return
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        if left[0] < 0:
            return
        yield from _below(raw, raw.FPDF_StructElement_GetChildAtIndex(element, index), left, depth + 1)


def _marks(raw: Any, element: Any, left: list[int], depth: int) -> Iterator[int]:
    """Yield the marked contents of an element and of all below it, in order."""
    left[0] -= 1
    if depth > _MAX_DEPTH or left[0] < 0:
        return
    for index in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            yield from _marks(raw, child, left, depth + 1)
        else:
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if mark >= 0:
                yield mark


def _type(raw: Any, element: Any) -> str:
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    if not 2 < length <= 64:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _texts(raw: Any, page: Any, wanted: set[int]) -> dict[int, str]:
    """Return the text of marked contents of a page."""
    found: dict[int, str] = {}
    textpage = page.get_textpage()
    try:
        for index in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
            shape = raw.FPDFPage_GetObject(page.raw, index)
            if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            mark = raw.FPDFPageObj_GetMarkedContentID(shape)
            if mark in wanted and len(found.get(mark, "")) < _MAX_TEXT:
                found[mark] = found.get(mark, "") + _text(raw, shape, textpage.raw)
    finally:
        textpage.close()
    return found


def _text(raw: Any, shape: Any, textpage: Any) -> str:
    length = min(raw.FPDFTextObj_GetText(shape, textpage, None, 0), 2 * _MAX_TEXT)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(shape, textpage, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
