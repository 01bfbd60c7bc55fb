"""Small PDFs for the tests of the PDF reader, drawn with reportlab at known places."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP = 85.0, 524.0, 90.0
PITCH = 18.0
WORDS = (
    "Kantor contoh menata pelayanan bagi warga dengan cara yang mudah dipahami dan diawasi oleh semua pihak "
    "melalui papan pengumuman di ruang depan serta laman resmi yang diperbarui setiap pekan oleh petugas"
)


class Writer:
    """A canvas with a pen that goes down the page; `y` counts from the top."""

    def __init__(self, **options: object) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=1, **options)
        self.y = TOP

    def text(
        self, x: float, text: str, *, font: str = "Times-Roman", size: float = 12, y: float | None = None
    ) -> None:
        """Draw a text at x and the pen's height."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - (self.y if y is None else y), text)

    def line(self, x: float, text: str, **options: object) -> None:
        """Draw a text and go to the next line."""
        self.text(x, text, **options)
        self.y += PITCH

    def centred(
        self, text: str, *, font: str = "Times-Bold", size: float = 12, middle: float = (LEFT + RIGHT) / 2
    ) -> None:
        """Draw a text in the middle and go to the next line."""
        self.line(middle - stringWidth(text, font, size) / 2, text, font=font, size=size)

    def paragraph(
        self,
        text: str,
        *,
        left: float = LEFT,
        right: float = RIGHT,
        first: float = 0.0,
        marker: str = "",
        justified: bool = True,
        font: str = "Times-Roman",
        after_line: int | None = None,
        interruption: Callable[[], None] | None = None,
    ) -> None:
        """Draw a text set between two edges, its first line indented, or a marker hanging before it.

        After line `after_line` the `interruption` is drawn (a page end, a picture), then the rest.
        """
        lines = self.wrap(text, right - left, first, font)
        if marker:
            self.text(left - 22, marker)
        for index, words in enumerate(lines):
            if index == after_line and interruption is not None:
                interruption()
            x = left + (first if index == 0 else 0.0)
            last = index == len(lines) - 1
            if justified and not last and len(words) > 1:
                gap = (right - x - sum(stringWidth(w, font, 12) for w in words)) / (len(words) - 1)
                self.canvas.setFont(font, 12)
                pen = self.canvas.beginText(x, HEIGHT - self.y)
                pen.setWordSpace(gap - stringWidth(" ", font, 12))
                pen.textOut(" ".join(words))
                pen.setWordSpace(0)  # it would hold for all text to come
                self.canvas.drawText(pen)
                self.y += PITCH
            else:
                self.line(x, " ".join(words), font=font)

    @staticmethod
    def wrap(text: str, width: float, first: float, font: str) -> list[list[str]]:
        """Return the words of each line."""
        head = simpleSplit(text, font, 12, width - first)[0].split()
        rest = " ".join(text.split()[len(head) :])
        return [head, *(line.split() for line in simpleSplit(rest, font, 12, width))] if rest else [head]

    def picture(self, x: float, width: float, height: float) -> None:
        """Draw a picture below the pen and go below it."""
        self.canvas.drawImage(grey_image(), x, HEIGHT - self.y - height, width, height)
        self.y += height + PITCH

    def table(
        self,
        xs: Sequence[float],
        rows: Sequence[tuple[float, Sequence[Sequence[str]]]],
        *,
        font: str = "Times-Roman",
    ) -> None:
        """Draw a ruled table: for each row its height and the lines of each cell."""
        top = self.y
        for height, cells in rows:
            self.canvas.line(xs[0], HEIGHT - self.y, xs[-1], HEIGHT - self.y)
            for x, lines in zip(xs, cells, strict=False):
                for number, text in enumerate(lines):
                    self.text(x + 4, text, font=font, size=10, y=self.y + 12 + 12 * number)
            self.y += height
        self.canvas.line(xs[0], HEIGHT - self.y, xs[-1], HEIGHT - self.y)
        for x in xs:
            self.canvas.line(x, HEIGHT - top, x, HEIGHT - self.y)
        self.y += PITCH * 1.5

    def page(self) -> None:
        """Begin a new page."""
        self.canvas.showPage()
        self.y = TOP

    def bytes(self) -> bytes:
        """End the document."""
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def grey_image() -> ImageReader:
    """Return a small picture."""
    from PIL import Image

    return ImageReader(Image.new("RGB", (20, 20), (120, 120, 120)))


def draw(*steps: Callable[[Writer], None]) -> bytes:
    """Return a PDF that the steps draw."""
    writer = Writer()
    for step in steps:
        step(writer)
    return writer.bytes()
