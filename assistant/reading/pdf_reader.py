"""PDF files: bytes -> pieces in reading order, tables joined over pages, warnings on what was not read."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.document import LineSpan, Table
from assistant.errors import DamagedFileError, EmptyFileError, LimitError, LockedFileError
from assistant.language.clean import fold
from assistant.progress import Progress, SilentProgress
from assistant.reading import ocr
from assistant.reading.pdf_aligned import find_aligned
from assistant.reading.pdf_flow import order_lines
from assistant.reading.pdf_lines import Box, PageContent, PageReader, Run, join_runs
from assistant.reading.pdf_paragraphs import PieceBuilder, measure_page, measure_setting
from assistant.reading.pdf_running import find_running
from assistant.reading.pdf_scans import recognise_image, recognise_pdf_pages
from assistant.reading.pdf_structure import tagged_headings
from assistant.reading.pdf_tables import (
    LogicalTable,
    PageTable,
    begin_table,
    continue_table,
    continues,
    find_tables,
)
from assistant.reading.pieces import Look, Piece, ReadResult, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.reading.pdf_lines import Line
    from assistant.reading.pdf_paragraphs import Setting


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reader refuses to go beyond: a report has some hundred pages and takes some seconds."""

    pages: int = 2_000
    page_points: float = 20_000.0
    seconds: float = 300.0


LIMITS = Limits()
# A page with fewer letters than this beside a picture that covers it is a scan (scanners stamp dates and
# names).
_MIN_LETTERS = 12
_SCAN_COVER = 0.45
# A document with fewer letters in its whole text layer than a short letter has no usable one.
_MIN_DOCUMENT_LETTERS = 80
# Share of characters without meaning above which a text layer is garbage (a font without its table of
# letters).
_MAX_GARBAGE = 0.3
_MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")
_NO_LETTER = re.compile(r"[\W_]+")
_SMALLEST_PICTURE = 14.0


@dataclass
class _Page:
    """A page while the document is put together.

    Attributes:
        rest: the runs outside tables and running lines.
        garbage: whether its text layer has no meaning.
    """

    content: PageContent
    tables: tuple[PageTable, ...]
    rest: tuple[Run, ...]
    garbage: bool = False
    noise: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, int]:
        """Pages of one size are set alike."""
        return round(self.content.width), round(self.content.height)


def read_pdf(data: bytes, name: str, progress: Progress | None = None, limits: Limits = LIMITS) -> ReadResult:
    """Return the content of a PDF file.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.
        progress: told of every page.
        limits: what to refuse.

    Raises:
        DamagedFileError: the file's structure is broken.
        LockedFileError: it needs a password.
        EmptyFileError: it has no pages, or nothing stands on them.
        LimitError: too many pages, absurd page sizes, or too much time spent.
        MissingPartError: it consists of pictures of pages, which OCR would have to read.
    """
    progress = progress or SilentProgress()
    pdf = _open(data, name)
    try:
        pages, unread = _read_pages(pdf, name, progress, limits)
        warnings = _recognise_scans(pdf, pages, name, progress)
        bookmarks = _bookmarks(pdf) or [_Bookmark(*heading) for heading in tagged_headings(pdf)]
    finally:
        pdf.close()
    if unread:
        warnings.append(f"Halaman {name_pages(unread)} rusak dan tidak dapat dibaca.")
    return _put_together(pages, bookmarks, len(pages) + len(unread), name, warnings)


def read_image(data: bytes, name: str, progress: Progress | None = None) -> ReadResult:
    """Return the content of a picture of a page, or of several (PNG, JPEG, TIFF), by optical recognition.

    Raises:
        DamagedFileError, LimitError, EmptyFileError: the picture cannot be read, or nothing stands on it.
        MissingPartError: no recognition engine is installed.
    """
    contents = recognise_image(data, name, progress or SilentProgress())
    pages = [_divide(content) for content in contents]
    return _put_together(pages, [], len(pages), name, [_recognised_warning(range(1, len(pages) + 1))])


def _put_together(
    pages: list[_Page], bookmarks: list[_Bookmark], count: int, name: str, warnings: list[str]
) -> ReadResult:
    """Return pages as pieces in reading order with the tables joined over pages.

    Raises:
        EmptyFileError: nothing stands on them.
    """
    _set_running_lines_aside(pages)
    pieces, tables = _assemble(pages)
    if not pieces:
        raise EmptyFileError(
            f"Berkas {name} tidak berisi teks.", "Periksa apakah berkas yang benar yang dipilih."
        )
    return ReadResult(tuple(_with_levels(pieces, bookmarks)), tuple(tables), count, tuple(warnings))


# --- opening
# ------------------------------------------------------------------------------------------------------


def _open(data: bytes, name: str) -> Any:
    """Return the opened document (`pypdfium2.PdfDocument`)."""
    import pypdfium2

    if not data.strip():
        raise EmptyFileError(f"Berkas {name} kosong.", "Periksa apakah berkas tersalin dengan utuh.")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise LockedFileError(
                f"Berkas {name} dikunci dengan kata sandi.",
                "Buka berkas dengan kata sandinya, simpan salinan tanpa kata sandi, lalu pakai salinan itu.",
            ) from error
        raise DamagedFileError(
            f"Berkas {name} rusak atau bukan PDF yang sah.",
            "Minta atau buat ulang berkasnya, lalu coba lagi.",
        ) from error


def _read_pages(pdf: Any, name: str, progress: Progress, limits: Limits) -> tuple[list[_Page], list[int]]:
    """Return the pages, and the numbers of those that could not be loaded."""
    import pypdfium2

    count = len(pdf)
    if count == 0:
        raise EmptyFileError(f"Berkas {name} tidak memiliki halaman.", "Buat ulang PDF dari dokumen asalnya.")
    if count > limits.pages:
        raise LimitError(
            f"Berkas {name} memiliki {count} halaman; batasnya {limits.pages}.",
            "Pisahkan berkas menjadi beberapa bagian.",
        )
    reader = PageReader(pypdfium2.raw)
    deadline = time.monotonic() + limits.seconds
    pages: list[_Page] = []
    unread: list[int] = []
    progress.start("Membaca halaman", count)
    for number in range(1, count + 1):
        if time.monotonic() > deadline:
            raise LimitError(
                f"Berkas {name} terlalu rumit: pembacaan melewati {limits.seconds:.0f} detik.",
                "Simpan ulang PDF dari dokumen asalnya, atau pisahkan menjadi beberapa bagian.",
            )
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError:
            unread.append(number)
            continue
        try:
            if max(page.get_size()) > limits.page_points:
                raise LimitError(
                    f"Berkas {name}: ukuran halaman {number} tidak wajar.", "Buat ulang PDF-nya."
                )
            pages.append(_divide(reader.read(page, number)))
        finally:
            page.close()
        progress.advance()
    progress.finish()
    if not pages:
        raise DamagedFileError(
            f"Berkas {name} rusak: tidak satu halaman pun dapat dibuka.",
            "Minta atau buat ulang berkasnya, lalu coba lagi.",
        )
    return pages, unread


def _divide(content: PageContent) -> _Page:
    """Return a page with its tables found; a text layer without meaning counts as none."""
    garbage = _is_garbage(content.runs)
    if garbage:
        content = replace(content, runs=(), slanted=())
    tables, rest = find_tables(content)
    # Rules are many and have done their work.
    return _Page(replace(content, rules=()), tables, rest, garbage)


def _is_garbage(runs: Sequence[Run]) -> bool:
    text = "".join(run.text for run in runs)
    return len(text) > _MIN_LETTERS and len(_MEANINGLESS.findall(text)) > _MAX_GARBAGE * len(text)


def _recognise_scans(pdf: Any, pages: list[_Page], name: str, progress: Progress) -> list[str]:
    """Replace scanned pages by what recognition reads on them; return warnings.

    Raises:
        MissingPartError: only recognition could read the document, and no engine is installed.
        EmptyFileError: its pages are blank.
    """
    scans = [page.content.number for page in pages if _is_scan(page)]
    if not scans:
        if not any(_count_letters(page.content) for page in pages):
            raise EmptyFileError(
                f"Berkas {name} tidak berisi teks.", "Periksa apakah berkas yang benar yang dipilih."
            )
        return []
    typed = sum(_count_letters(page.content) for page in pages if page.content.number not in set(scans))
    engine = ocr.find_engine()
    if engine is None and typed < _MIN_DOCUMENT_LETTERS:
        raise ocr.missing_engine(name, name_pages(scans))
    if engine is None:
        return [f"Halaman {name_pages(scans)} adalah hasil pindai dan tidak dibaca. {ocr.INSTALL_HINT}"]
    read = {content.number: content for content in recognise_pdf_pages(pdf, scans, engine, progress)}
    pages[:] = [_divide(read[p.content.number]) if p.content.number in read else p for p in pages]
    return [_recognised_warning(scans)]


def _recognised_warning(numbers: Sequence[int]) -> str:
    return f"Halaman {name_pages(numbers)} dikenali dari gambar hasil pindai; mungkin ada salah baca."


def _is_scan(page: _Page) -> bool:
    """Whether a page has no usable text but a picture of it (scanners stamp dates and names)."""
    return _count_letters(page.content) < _MIN_LETTERS and (page.garbage or _is_covered(page.content))


def _count_letters(content: PageContent) -> int:
    return sum(len(_NO_LETTER.sub("", run.text)) for run in (*content.runs, *content.slanted))


def _is_covered(content: PageContent) -> bool:
    """Whether pictures cover so much of a page that they are the page."""
    area = content.width * content.height
    return sum(box.width * box.height for box in content.images) > _SCAN_COVER * area


def name_pages(numbers: Sequence[int]) -> str:
    """Return page numbers as people write them: `1-4, 7`."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in ranges)


# --- putting together
# ---------------------------------------------------------------------------------------------


def _set_running_lines_aside(pages: Sequence[_Page]) -> None:
    """Find running headers, footers and page numbers, and put the rest of each page in reading order."""
    found = find_running([(page.content, page.rest) for page in pages])
    logos = _repeated_pictures(pages)
    for page, rows in zip(pages, found, strict=True):
        page.noise = [join_runs(row) for row in rows]
        gone = {id(run) for row in rows for run in row}
        page.rest = tuple(run for run in page.rest if id(run) not in gone)
        page.content = replace(page.content, images=_real_pictures(page.content, logos))
        aligned, page.rest = find_aligned(page.content, page.rest)
        page.tables = (*page.tables, *aligned)
        page.lines = order_lines(page.content, page.rest)


def _repeated_pictures(pages: Sequence[_Page]) -> set[tuple[int, ...]]:
    """Return the places of pictures that stand on most pages: letterheads and backgrounds."""
    counts = Counter(place for page in pages for place in {_place(box) for box in page.content.images})
    return {place for place, count in counts.items() if count >= max(3, 0.5 * len(pages))}


def _place(box: Box) -> tuple[int, ...]:
    return tuple(round(edge / 3) for edge in (box.x0, box.top, box.x1, box.bottom))


def _real_pictures(content: PageContent, logos: set[tuple[int, ...]]) -> tuple[Box, ...]:
    """Return the pictures that are part of the document, from top to bottom."""
    area = content.width * content.height
    kept = [
        box
        for box in content.images
        if _place(box) not in logos
        and min(box.width, box.height) >= _SMALLEST_PICTURE
        and box.width * box.height < 0.85 * area
    ]
    return tuple(sorted(kept, key=lambda box: (round(box.top / 10), box.x0)))


def _assemble(pages: Sequence[_Page]) -> tuple[list[Piece], list[Table]]:
    """Return all pieces in reading order and the complete tables."""
    sizes = {page.key for page in pages}
    settings = {
        key: measure_setting((page.lines for page in pages if page.key == key), key[0]) for key in sizes
    }
    assembly = _Assembly()
    for page in pages:
        assembly.add_page(page, measure_page(page.lines, settings[page.key]))
    assembly.end()
    return assembly.builder.pieces, assembly.tables


@dataclass
class _Assembly:
    """Feeds pages to the builder and keeps a table open as long as the next page may continue it."""

    builder: PieceBuilder = field(default_factory=PieceBuilder)
    tables: list[Table] = field(default_factory=list)
    _table: LogicalTable | None = None
    _pictures: list[Box] = field(default_factory=list)
    _noise: list[Piece] = field(default_factory=list)

    def add_page(self, page: _Page, setting: Setting) -> None:
        """Add everything on a page in reading order."""
        number = page.content.number
        self.builder.begin_page(number, setting)
        noise = [*page.noise, *(run.text for run in page.content.slanted)]
        self._noise.extend(Piece(text, (LineSpan(0, number),), role=Role.NOISE) for text in noise)
        if self._table is None:
            self._add_noise()
        for part in _events(page):
            if isinstance(part, PageTable):
                self._add_table(part)
            elif isinstance(part, Box):
                self._add_picture(part)
            else:
                self._end_table()
                self.builder.add_line(part)

    def end(self) -> None:
        """Add what is still open."""
        self._end_table()
        self.builder.close()

    def _add_noise(self) -> None:
        for piece in self._noise:
            self.builder.add_aside(piece)
        self._noise.clear()

    def _add_picture(self, box: Box) -> None:
        if self._table is None:
            self.builder.add_picture(box)
        else:
            self._pictures.append(box)

    def _add_table(self, part: PageTable) -> None:
        if self._table is not None and continues(self._table, part):
            continue_table(self._table, part)
            return
        self._end_table()
        self._table = begin_table(part)

    def _end_table(self) -> None:
        if self._table is None:
            return
        table = self._table
        self._table = None
        ident = f"t{len(self.tables) + 1}"
        rows = tuple(row.cells for row in table.rows)
        page = table.first.page
        self.tables.append(Table(ident, None, table.header, rows, page=page, page_end=table.page_end))
        self.builder.add_rows(_row_pieces(table, ident))
        self._add_noise()
        for box in self._pictures:
            self.builder.add_picture(box)
        self._pictures.clear()


def _row_pieces(table: LogicalTable, ident: str) -> Iterator[Piece]:
    """Yield the header and the rows of a table as pieces."""
    if table.header:
        yield _row_piece(table.header, table.first.page, ident, -1, ())
    for index, row in enumerate(table.rows):
        yield _row_piece(row.cells, row.page, ident, index, row.urls)


def _row_piece(cells: Sequence[str], page: int, ident: str, index: int, urls: tuple[str, ...]) -> Piece:
    text = " | ".join(" ".join(cell.split()) for cell in cells if cell)
    return Piece(text, (LineSpan(0, page),), Look(), Role.TABLE_ROW, table=ident, row=index, urls=urls)


def _events(page: _Page) -> list[Line | PageTable | Box]:
    """Return lines, tables and pictures of a page in reading order.

    A table stands before the first line below its top; a picture before the first line below its bottom, so
    that its caption follows at once and text that runs beside it stays together.
    """
    events: list[Line | PageTable | Box] = list(page.lines)
    others: list[tuple[float, PageTable | Box]] = [(table.box.top, table) for table in page.tables]
    others += [(box.bottom - 3, box) for box in page.content.images]
    for y, item in sorted(others, key=lambda pair: pair[0]):
        at = next((i for i, event in enumerate(events) if _is_below(event, y)), len(events))
        events.insert(at, item)
    return events


def _is_below(event: Line | PageTable | Box, y: float) -> bool:
    if isinstance(event, Box):
        return event.bottom - 3 > y
    if isinstance(event, PageTable):
        return event.box.top > y
    return event.base > y and not event.glued


# --- bookmarks
# ----------------------------------------------------------------------------------------------------

# A heading has few words; some producers make bookmarks of whole paragraphs.
_MAX_HEADING_WORDS = 30
_MAX_HEADING_LETTERS = 300
# `BAB I`, its title, and a second line of the title.
_MAX_HEADING_PIECES = 3
_MAX_BOOKMARKS = 5_000
_MAX_BOOKMARK_DEPTH = 9


@dataclass(frozen=True, slots=True)
class _Bookmark:
    title: str
    level: int
    page: int


def _bookmarks(pdf: Any) -> list[_Bookmark]:
    """Return the bookmarks of a document in order, `level` from 1."""
    import ctypes

    from pypdfium2 import raw

    found: list[_Bookmark] = []

    def visit(parent: Any, level: int) -> None:
        mark = raw.FPDFBookmark_GetFirstChild(pdf.raw, parent)
        while mark and len(found) < _MAX_BOOKMARKS:
            length = min(raw.FPDFBookmark_GetTitle(mark, None, 0), 4096)
            buffer = ctypes.create_string_buffer(length + 2)
            raw.FPDFBookmark_GetTitle(mark, buffer, length)
            title = buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
            target = raw.FPDFBookmark_GetDest(pdf.raw, mark)
            page = raw.FPDFDest_GetDestPageIndex(pdf.raw, target) + 1 if target else 0
            found.append(_Bookmark(title, level, page))
            if level < _MAX_BOOKMARK_DEPTH:
                visit(mark, level + 1)
            mark = raw.FPDFBookmark_GetNextSibling(pdf.raw, mark)

    visit(None, 1)
    return found


def _with_levels(pieces: Sequence[Piece], bookmarks: Sequence[_Bookmark]) -> Iterator[Piece]:
    """Yield the pieces, those that a bookmark names as headings with its level."""
    levels: dict[tuple[str, int], list[int]] = {}
    for mark in bookmarks:
        title = _bare(mark.title)
        if title and len(mark.title.split()) <= _MAX_HEADING_WORDS:
            levels.setdefault((title, mark.page), []).append(mark.level)
    at = 0
    while at < len(pieces):
        count, level = _named(pieces, at, levels) if levels else (0, 0)
        if count:
            yield _as_heading(pieces[at : at + count], level)
        else:
            yield pieces[at]
        at += max(count, 1)


def _named(pieces: Sequence[Piece], at: int, levels: dict[tuple[str, int], list[int]]) -> tuple[int, int]:
    """Return how many pieces from `at` on a bookmark names (`BAB I` and its title), and its level.

    Titles that are alike on one page (`A. Dasar`, `a. Dasar`) get their levels in order.
    """
    text = ""
    for count, piece in enumerate(pieces[at : at + _MAX_HEADING_PIECES], start=1):
        if piece.role is not Role.TEXT or not piece.spans or piece.spans[0].page is None:
            break
        if len(text) + len(piece.text) > _MAX_HEADING_LETTERS:
            break
        text += _bare(piece.text)
        named = levels.get((text, piece.spans[0].page))
        if named:
            return count, named.pop(0) if len(named) > 1 else named[0]
    return 0, 0


def _as_heading(pieces: Sequence[Piece], level: int) -> Piece:
    """Return pieces as one heading."""
    whole = pieces[0]
    for piece in pieces[1:]:
        shift = len(whole.text) + 1
        whole = replace(
            whole,
            text=f"{whole.text} {piece.text}",
            urls=(*whole.urls, *piece.urls),
            bold=(*whole.bold, *((a + shift, b + shift) for a, b in piece.bold)),
            italic=(*whole.italic, *((a + shift, b + shift) for a, b in piece.italic)),
        )
    return replace(whole, role=Role.HEADING, level=level)


def _bare(text: str) -> str:
    return fold(text).replace(" ", "")
