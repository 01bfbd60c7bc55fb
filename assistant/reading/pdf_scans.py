"""The scanned pages of a PDF, and pictures of pages: rendered, recognised, or taken from the cache."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from assistant.errors import DamagedFileError, LimitError
from assistant.reading import ocr, ocr_cache
from assistant.reading.ocr import DPI, recognise_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PIL import Image

    from assistant.progress import Progress
    from assistant.reading.ocr import Engine
    from assistant.reading.pdf_lines import PageContent

# An A3 sheet at our resolution has 7.7 million; drawings are larger and hold no report.
MAX_PIXELS = 40_000_000
MAX_FRAMES = 500


def recognise_pdf_pages(
    pdf: Any, numbers: Sequence[int], engine: Engine, progress: Progress
) -> Iterator[PageContent]:
    """Yield the content of scanned pages of an opened PDF (`pypdfium2.PdfDocument`), in the given order."""

    def render(number: int) -> Image.Image:
        page = pdf[number - 1]
        try:
            width, height = page.get_size()
            scale = DPI / 72
            if width * height * scale * scale > MAX_PIXELS:
                scale = (MAX_PIXELS / (width * height)) ** 0.5
            image: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
            return image
        finally:
            page.close()

    yield from _recognised(((number, render) for number in numbers), len(numbers), engine, progress)


def recognise_image(data: bytes, name: str, progress: Progress) -> Iterator[PageContent]:
    """Yield the content of a picture of a page (PNG, JPEG, TIFF with one or more pages).

    Raises:
        DamagedFileError: the picture cannot be opened.
        LimitError: it has too many pixels or pages.
        MissingPartError: no recognition engine is installed.
    """
    from PIL import Image, ImageSequence

    engine = ocr.find_engine()
    if engine is None:
        raise ocr.missing_engine(name, "1")
    try:
        with Image.open(io.BytesIO(data)) as picture:
            count = getattr(picture, "n_frames", 1)
            if picture.width * picture.height > MAX_PIXELS or count > MAX_FRAMES:
                raise LimitError(f"Gambar {name} terlalu besar.", "Pindai ulang pada 200-300 dpi.")
            frames = [_at_resolution(frame) for frame in ImageSequence.Iterator(picture)]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise DamagedFileError(f"Gambar {name} rusak.", "Pindai ulang halamannya.") from error
    pages = ((number, lambda n: frames[n - 1]) for number in range(1, len(frames) + 1))
    yield from _recognised(pages, len(frames), engine, progress)


def _at_resolution(frame: Image.Image) -> Image.Image:
    """Return a frame in grey at our resolution; one that names none is taken for an A4 sheet."""
    grey = frame.convert("L")
    dots = frame.info.get("dpi", (0, 0))[0]
    factor = DPI / float(dots) if 72 <= float(dots) <= 1200 else DPI * 8.27 / grey.width
    if abs(factor - 1) < 0.1:
        return grey
    return grey.resize((max(1, round(grey.width * factor)), max(1, round(grey.height * factor))))


def _recognised(
    pages: Iterable[tuple[int, Callable[[int], Image.Image]]], count: int, engine: Engine, progress: Progress
) -> Iterator[PageContent]:
    """Yield pages in order, known ones from the cache, the others recognised and kept."""
    known: dict[int, PageContent] = {}
    paths = {}
    order: list[int] = []

    def unknown() -> Iterator[tuple[int, Image.Image]]:
        for number, render in pages:
            order.append(number)
            image = render(number)
            paths[number] = ocr_cache.cache_path(image, engine.id)
            page = ocr_cache.load(paths[number], number)
            if page is None:
                yield number, image
            else:
                known[number] = page
                progress.advance()

    progress.start("Mengenali tulisan pada halaman pindaian", count)
    for page in recognise_pages(unknown(), engine, lambda _number: progress.advance()):
        ocr_cache.store(paths[page.number], page)
        known[page.number] = page
    progress.finish()
    for number in order:
        yield known[number]
