"""The pictures of a document saved as files, named after the labels of their captions.

A PDF's pictures are drawn as they stand on the page (clipped, masked, turned); a Word file's are taken out as
they are where every program can show them, else turned into PNG. Nothing else of the document is followed.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import DamagedFileError, UsageError
from assistant.output import check_target, make_directory, write_file
from assistant.reading.recognise import FileKind, read_bytes, recognise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assistant.document import Document, Figure
    from assistant.reading.pdf_lines import Box, PageContent


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What one document may fill a folder with; a report has some dozen photographs of a few megapixels."""

    pictures: int = 1_000
    pixels: int = 40_000_000
    dpi: float = 200.0


@dataclass(frozen=True, slots=True)
class SavedPicture:
    """A picture that was written, and the figure it belongs to; label and caption are empty without one."""

    path: Path
    label: str = ""
    caption: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class SavedPictures:
    """What was written, in the order of the document, and Indonesian sentences on what was not."""

    saved: tuple[SavedPicture, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Picture:
    data: bytes
    extension: str
    size: tuple[float, float] | None
    page: int | None = None


# Smaller ones are rules, bullets and icons (points).
_SMALLEST = 14.0
# A picture that covers so much of its page is the page.
_WHOLE_PAGE = 0.85
_SAME_SIZE = 1.5
_KEPT = {"PNG": "png", "JPEG": "jpg"}
_NOT_NAME = re.compile(r"[^a-z0-9.]+")
_EMU_PER_POINT = 12700
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = frozenset((_W + "del", _W + "moveFrom"))


def save_pictures(
    path: Path,
    folder: Path,
    document: Document,
    *,
    overwrite: bool = False,
    limits: PictureLimits = PictureLimits(),
) -> SavedPictures:
    """Write the pictures of a document as PNG and JPEG files into a folder.

    Args:
        path: the file that `document` was read from: PDF or Word.
        folder: where they go; created if it is not there.
        document: tells which figure a picture belongs to: `gambar-2.1.png` after its label, `gambar-003.png`
            after its place in the document where it has none.
        overwrite: whether existing files of these names may be replaced.
        limits: how many pictures, and how large.

    Raises:
        UsageError: the file is of a kind that holds no pictures, or is not there.
        InputError: it cannot be read.
        OutputError: a file cannot be written, or exists; then nothing has been written.
    """
    data = read_bytes(path)
    kind = recognise(data, path.name)
    warnings: list[str] = []
    if kind is FileKind.PDF:
        found = _pdf_pictures(data, path.name, document, limits, warnings)
    elif kind is FileKind.DOCX:
        found = _docx_pictures(data, path.name, limits, warnings)
    else:
        raise UsageError(
            f"Gambar hanya dapat diambil dari PDF dan .docx; {path.name} bukan keduanya.",
            "Hilangkan pilihan --gambar, atau gunakan berkas PDF atau .docx.",
        )
    pictures: list[_Picture] = []
    for picture in found:
        if len(pictures) == limits.pictures:
            warnings.append(f"Hanya {limits.pictures} gambar pertama yang disimpan.")
            break
        pictures.append(picture)
    planned = _plan(pictures, document.figures, folder)
    make_directory(folder)
    for _, target in planned:
        check_target(target.path, overwrite=overwrite, inputs=[path])
    for picture, target in planned:
        write_file(target.path, picture.data, overwrite=overwrite, inputs=[path])
    return SavedPictures(tuple(target for _, target in planned), tuple(warnings))


# --- names


def _plan(
    pictures: Sequence[_Picture], figures: Sequence[Figure], folder: Path
) -> list[tuple[_Picture, SavedPicture]]:
    """Return each picture with the file it goes to; no two have one name."""
    shown = [figure for figure in figures if figure.width is not None]
    planned: list[tuple[_Picture, SavedPicture]] = []
    names: Counter[str] = Counter()
    following = 0
    for number, picture in enumerate(pictures, start=1):
        at = next((i for i in range(following, len(shown)) if _is_figure(picture, shown[i])), None)
        figure = shown[at] if at is not None else None
        following = at + 1 if at is not None else following
        stem = _stem(figure.label if figure else "") or f"gambar-{number:03d}"
        names[stem] += 1
        name = stem if names[stem] == 1 else f"{stem}-{names[stem]}"
        label, caption = (figure.label, figure.caption) if figure else ("", "")
        target = SavedPicture(folder / f"{name}.{picture.extension}", label, caption, picture.page)
        planned.append((picture, target))
    return planned


def _is_figure(picture: _Picture, figure: Figure) -> bool:
    """Whether a picture is a figure's: same page, same size; the order of both is the document's."""
    if picture.page != figure.location.page and picture.page is not None:
        return False
    if picture.size is None or figure.width is None or figure.height is None:
        return picture.size is None
    width, height = picture.size
    return abs(width - figure.width) <= _SAME_SIZE and abs(height - figure.height) <= _SAME_SIZE


def _stem(label: str) -> str:
    """Return a label as a file name that every system accepts: `Gambar 2.1` -> `gambar-2.1`."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return _NOT_NAME.sub("-", plain).strip("-.")[:60]


# --- PDF


def _pdf_pictures(
    data: bytes, name: str, document: Document, limits: PictureLimits, warnings: list[str]
) -> Iterator[_Picture]:
    """Yield the pictures of a PDF, page by page from top to bottom."""
    import pypdfium2

    from assistant.reading.pdf_lines import PageReader

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _damaged(name) from error
    try:
        contents: list[PageContent] = []
        reader = PageReader(pypdfium2.raw)
        for number in range(1, len(pdf) + 1):
            try:
                page = pdf[number - 1]
            except pypdfium2.PdfiumError:
                continue  # `Document.warnings` names the page already
            content = reader.read(page, number)
            if content.images:
                contents.append(content)
            page.close()
        repeated = _repeated(contents, len(pdf))
        for content in contents:
            boxes = [box for box in content.images if _is_picture(box, content, document.figures, repeated)]
            if boxes:
                yield from _draw(pdf, content, boxes, limits, warnings)
    finally:
        pdf.close()


def _repeated(contents: Sequence[PageContent], pages: int) -> set[tuple[int, ...]]:
    """Return the places of pictures that stand on half of the pages: letterheads and backgrounds."""
    places = Counter(place for content in contents for place in {_place(box) for box in content.images})
    return {place for place, count in places.items() if count >= max(3, 0.5 * pages)}


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(edge / 3) for edge in (box.x0, box.top, box.x1, box.bottom))


def _is_picture(
    box: Box, content: PageContent, figures: Sequence[Figure], repeated: set[tuple[int, ...]]
) -> bool:
    """Whether a box is a picture of the document: one of its figures, or as large as one and not repeated."""
    picture = _Picture(b"", "", (box.width, box.height), content.number)
    if any(figure.width is not None and _is_figure(picture, figure) for figure in figures):
        return True
    whole = box.width * box.height >= _WHOLE_PAGE * content.width * content.height
    return not whole and min(box.width, box.height) >= _SMALLEST and _place(box) not in repeated


def _draw(
    pdf: Any, content: PageContent, boxes: Sequence[Box], limits: PictureLimits, warnings: list[str]
) -> Iterator[_Picture]:
    """Yield the parts of a page that pictures take, from top to bottom."""
    page = pdf[content.number - 1]
    try:
        width, height = page.get_size()
        if abs(width - content.width) > 1 or abs(height - content.height) > 1:
            warnings.append(
                f"Gambar pada halaman {content.number} tidak disimpan karena halaman itu dicetak miring."
            )
            return
        scale = min(limits.dpi / 72, (limits.pixels / max(width * height, 1.0)) ** 0.5)
        image = page.render(scale=scale).to_pil()
    finally:
        page.close()
    for box in sorted(boxes, key=lambda b: (round(b.top / 10), b.x0)):
        edges = (box.x0, box.top, box.x1, box.bottom)
        left, top, right, bottom = (round(edge * scale) for edge in edges)
        part = image.crop((max(left, 0), max(top, 0), min(right, image.width), min(bottom, image.height)))
        if part.width < 1 or part.height < 1:
            continue
        size = (round(box.width, 1), round(box.height, 1))
        yield _Picture(_as_png(part), "png", size, content.number)


def _as_png(image: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


# --- Word


def _docx_pictures(data: bytes, name: str, limits: PictureLimits, warnings: list[str]) -> Iterator[_Picture]:
    """Yield the pictures of a Word file in the order of its text, changes accepted."""
    import zipfile

    import docx
    from docx.opc.exceptions import OpcError

    try:
        word = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError, AttributeError, SyntaxError, zipfile.BadZipFile) as error:
        raise _damaged(name) from error
    lost = 0
    for reference, size in _references(word.element.body):
        part = word.part.related_parts.get(reference)
        picture = _from_media(part.blob, size, limits) if part is not None else None
        if picture is None:
            lost += 1
        else:
            yield picture
    if lost:
        warnings.append(f"{lost} gambar tidak dapat disimpan: tautan, rusak, terlalu besar, atau EMF/WMF.")


def _references(node: Any, depth: int = 0) -> Iterator[tuple[str, tuple[float, float] | None]]:
    """Yield the relationship of each picture below a node, with its size in points if it states one."""
    if depth > 200:
        return
    for child in node:
        if not isinstance(child.tag, str) or child.tag in _UNSEEN:
            continue
        local = child.tag.rpartition("}")[2]
        if local == "AlternateContent":
            # of alternatives, the first is what Word shows
            yield from _references(child[0] if len(child) else [], depth + 1)
        elif local == "blip":
            reference = child.get(_R + "embed")
            if reference:
                yield reference, _extent(child)
        elif local == "imagedata":
            reference = child.get(_R + "id")
            if reference:
                yield reference, None
        else:
            yield from _references(child, depth + 1)


def _extent(blip: Any) -> tuple[float, float] | None:
    """Return the size that the drawing around a picture states."""
    for node in blip.iterancestors():
        if node.tag.rpartition("}")[2] in ("inline", "anchor"):
            for child in node:
                if child.tag.rpartition("}")[2] == "extent":
                    sides = [child.get(side, "") for side in ("cx", "cy")]
                    if all(re.fullmatch(r"\d{1,12}", side) for side in sides):
                        width, height = (round(int(side) / _EMU_PER_POINT, 1) for side in sides)
                        return width, height
            return None
    return None


def _from_media(data: bytes, size: tuple[float, float] | None, limits: PictureLimits) -> _Picture | None:
    """Return an embedded picture; None for one that cannot be shown everywhere or is absurdly large."""
    import warnings as python_warnings

    from PIL import Image

    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")) as image:
                if image.width * image.height > limits.pixels:
                    return None
                kept = _KEPT.get(image.format or "")
                if kept:
                    image.verify()
                    return _Picture(data, kept, size)
                mode = "RGBA" if "transparency" in image.info or image.mode in ("RGBA", "LA") else "RGB"
                return _Picture(_as_png(image.convert(mode)), "png", size)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _damaged(name: str) -> DamagedFileError:
    return DamagedFileError(
        f"Berkas {name} rusak dan gambarnya tidak dapat diambil.",
        "Unduh atau simpan ulang berkas itu, lalu coba kembali.",
    )
