"""WordprocessingML for the parts of a draft: runs, paragraphs, tables, captions, places for pictures.

Everything comes out as text that is inserted in the rendered template. Letters of reports are escaped so that
they can be taken neither for XML nor, braces included, for template code. How things look is up to the
styles of the template, which are found by name: Word in other languages gives them other ids.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

# XML 1.0 knows no control characters but these three; Word refuses a file that holds one.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "{": "&#123;", "}": "&#125;"}
_MAX_PICTURE = (430.0, 300.0)
_MIN_PICTURE = (150.0, 50.0)
_USUAL_PICTURE = (300.0, 170.0)
TWIPS_PER_POINT = 20
# With more columns the usual size leaves three letters a line.
_NARROW_COLUMNS = 9
# Letters of the size of tables in the width of a page.
_LETTERS_PER_LINE = 88
# Kept whole, a taller row leaves a gaping white end on the page before it.
_TALL_ROW = 12


def escape(text: str) -> str:
    """Return text that stands for itself in XML and in a template."""
    return "".join(_ESCAPES.get(c, c) for c in _FORBIDDEN.sub("", text))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set alike.

    Attributes:
        style: name of a character style; empty for none.
        highlight: Word's name of a marker colour; empty for none.
        bookmark: name under which other places of the file point here; empty for none.
        anchor: name of a bookmark that a click leads to.
    """

    text: str
    bold: bool = False
    italic: bool = False
    style: str = ""
    highlight: str = ""
    bookmark: str = ""
    anchor: str = ""


class Writer:
    """Writes elements with the style ids of one template, and numbers bookmarks through the whole draft."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self._styles = styles
        # Templates rarely hold bookmarks; starting high keeps clear of theirs.
        self._bookmark = 5000

    def run(self, run: Run) -> str:
        """Return a run; line breaks and tabs of its text become Word's."""
        properties = "".join(
            (
                f'<w:rStyle w:val="{self._styles[run.style]}"/>' if run.style in self._styles else "",
                "<w:b/>" if run.bold else "",
                "<w:i/>" if run.italic else "",
                f'<w:highlight w:val="{run.highlight}"/>' if run.highlight else "",
            )
        )
        head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
        parts = re.split(r"([\t\n])", run.text)
        body = "".join(
            {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(p) or f'<w:t xml:space="preserve">{escape(p)}</w:t>'
            for p in parts
            if p
        )
        xml = f"<w:r>{head}{body}</w:r>"
        if run.anchor:
            xml = f'<w:hyperlink w:anchor="{escape(run.anchor)}" w:history="1">{xml}</w:hyperlink>'
        return self._marked(xml, run.bookmark)

    def _marked(self, xml: str, name: str) -> str:
        if not name:
            return xml
        self._bookmark += 1
        number = self._bookmark
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{escape(name)}"/>{xml}<w:bookmarkEnd w:id="{number}"/>'
        )

    def runs(self, runs: Iterable[Run]) -> str:
        """Return runs in a row."""
        return "".join(self.run(run) for run in runs if run.text)

    def paragraph(
        self,
        content: str | Sequence[Run],
        style: str,
        *,
        bookmark: str = "",
        level: int = 0,
        keep: bool = False,
    ) -> str:
        """Return a paragraph of runs, or of XML already written.

        Args:
            content: the runs, or their XML.
            style: name of the paragraph style.
            bookmark: a name for the whole paragraph; empty for none.
            level: indentation beyond the style's, in steps of a list's.
            keep: stay on the page of what follows.
        """
        inner = content if isinstance(content, str) else self.runs(content)
        properties = f'<w:pStyle w:val="{self._styles[style]}"/>' if style in self._styles else ""
        if keep:
            properties += "<w:keepNext/>"
        if level:
            properties += f'<w:ind w:left="{510 * level}"/>'
        return f"<w:p><w:pPr>{properties}</w:pPr>{self._marked(inner, bookmark)}</w:p>"

    def field(self, instruction: str, shown: str) -> str:
        """Return a Word field with the text that stands there until Word refreshes it."""
        return (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            f"<w:r><w:t>{escape(shown)}</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    def caption(
        self,
        kind: str,
        chapter: str,
        number: int,
        runs: Sequence[Run],
        *,
        above: bool = False,
        bookmark: str = "",
    ) -> str:
        """Return a caption `Gambar 2.1 ...`; its last number counts by itself, anew in each chapter."""
        restart = r" \r 1" if number == 1 else ""
        inner = (
            self.run(Run(f"{kind} {chapter}"))
            + self.field(rf"SEQ {kind} \* ARABIC{restart}", str(number))
            + self.runs((Run(" "), *runs))
        )
        return self.paragraph(inner, "Judul Tabel" if above else "Caption", bookmark=bookmark)

    def table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float] = (),
        merged: Sequence[int] = (),
        fills: Mapping[int, str] | None = None,
    ) -> str:
        """Return a table over the whole width; cells are XML of runs; the header repeats on every page.

        Args:
            header: the column titles; empty for none.
            rows: the body; short rows end in empty cells, and a row of one cell spans the whole width.
            widths: shares of the width; by content if empty.
            merged: columns whose cells become one where rows that follow each other hold the same there.
            fills: colours (RRGGBB) of the first cell, by index of the row.
        """
        columns = max([len(header), *(len(row) for row in rows)], default=0)
        if not columns:
            return ""
        shares = list(widths) or _shares([header, *rows], columns)
        grid = "".join(f'<w:gridCol w:w="{int(8800 * share / sum(shares))}"/>' for share in shares)
        body = [self._row(header, shares, head=True)] if any(header) else []
        for index, (above, row) in enumerate(zip([(), *rows], rows, strict=False)):
            if len(row) == 1 < columns:
                body.append(self._band(row[0], columns))
                continue
            same = [
                c
                for c in merged
                if len(row) > c and row[c] and list(above[1 : c + 1]) == list(row[1 : c + 1])
            ]
            written = self._row(row, shares, merged, same)
            if fills and index in fills:
                fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{fills[index]}"/>'
                written = written.replace("</w:tcPr>", f"{fill}</w:tcPr>", 1)
            body.append(written)
        style = (
            f'<w:tblStyle w:val="{self._styles["Tabel Laporan"]}"/>'
            if "Tabel Laporan" in self._styles
            else ""
        )
        borders = "" if style else _BORDERS
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="5000" w:type="pct"/>{borders}<w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0420" w:firstRow="{int(any(header))}" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(body)}</w:tbl>{self.paragraph('', 'Isi Tabel')}"
        )

    def _band(self, cell: str, columns: int) -> str:
        """Return a row of one cell over all columns, which stays with the row below it."""
        inner = self.paragraph(cell, "Isi Tabel", keep=True)
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="EAF1F8"/>'
        return (
            f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8800" w:type="dxa"/>'
            f'<w:gridSpan w:val="{columns}"/>{shade}</w:tcPr>{inner}</w:tc></w:tr>'
        )

    def _row(
        self,
        cells: Sequence[str],
        shares: Sequence[float],
        merged: Sequence[int] = (),
        below: Collection[int] = (),
        *,
        head: bool = False,
    ) -> str:
        """Return a row; cells of `merged` columns begin a merged cell, those in `below` go on with it."""
        style = "Kepala Tabel" if head else "Isi Tabel"
        if len(shares) > _NARROW_COLUMNS:
            style = "Isi Tabel Kecil"
        written = []
        for index, share in enumerate(shares):
            inner = cells[index] if index < len(cells) and index not in below else ""
            joint = (
                f'<w:vMerge w:val="{"continue" if index in below else "restart"}"/>'
                if index in merged
                else ""
            )
            written.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{int(8800 * share / sum(shares))}" w:type="dxa"/>{joint}</w:tcPr>'
                f"{self.paragraph(inner, style)}</w:tc>"
            )
        tall = any(
            _lines(cell, share / sum(shares)) > _TALL_ROW for cell, share in zip(cells, shares, strict=False)
        )
        properties = ("" if tall else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
        properties = f"<w:trPr>{properties}</w:trPr>" if properties else ""
        return f"<w:tr>{properties}{''.join(written)}</w:tr>"

    def picture_place(self, text: str, size: tuple[float | None, float | None]) -> str:
        """Return a bordered place of the size of a picture (points), with what belongs there."""
        # A logo's own size would not hold the words.
        width = max(_MIN_PICTURE[0], min(size[0] or _USUAL_PICTURE[0], _MAX_PICTURE[0]))
        height = max(_MIN_PICTURE[1], min(size[1] or _USUAL_PICTURE[1], _MAX_PICTURE[1]))
        twips = int(width * TWIPS_PER_POINT)
        inner = self.paragraph([Run(text, italic=True)], "Tempat Gambar")
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{twips}" w:type="dxa"/><w:jc w:val="center"/>{_DASHED}'
            '<w:tblLayout w:type="fixed"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{twips}"/></w:tblGrid>'
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{int(height * TWIPS_PER_POINT)}" '
            f'w:hRule="exact"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/>'
            f'<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc></w:tr></w:tbl>'
        )


def _sides(line: str) -> str:
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "<w:tblBorders>" + "".join(f"<w:{name} {line}/>" for name in names) + "</w:tblBorders>"


_BORDERS = _sides('w:val="single" w:sz="4" w:space="0" w:color="404040"')
_DASHED = _sides('w:val="dashed" w:sz="6" w:space="0" w:color="7F7F7F"')


def _shares(rows: Sequence[Sequence[str]], columns: int) -> list[float]:
    """Return widths by how much text the columns hold, damped so that short columns stay readable."""
    shares = []
    for column in range(columns):
        lengths = [len(_plain(row[column])) for row in rows if column < len(row)]
        longest_word = max(
            (len(w) for row in rows if column < len(row) for w in _plain(row[column]).split()), default=1
        )
        average = sum(lengths) / max(1, len(lengths))
        shares.append(max(3.0, min(longest_word, 14) * 1.1, average**0.6))
    return shares


def _lines(xml: str, share: float) -> float:
    """Return about how many lines a cell takes that has a share of the page's width."""
    return len(_plain(xml)) / max(1.0, _LETTERS_PER_LINE * share - 2)


def _plain(xml: str) -> str:
    return re.sub(r"<[^>]+>", "", xml)


def join_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs with neighbours of the same look made one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and not (run.bookmark or last.bookmark) and replace(last, text="") == replace(run, text=""):
            joined[-1] = replace(last, text=last.text + run.text)
        elif run.text:
            joined.append(run)
    return tuple(joined)
