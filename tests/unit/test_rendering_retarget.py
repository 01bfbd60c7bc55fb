"""The summary of re-targeting on the console and as a workbook."""

from __future__ import annotations

import io

import openpyxl
import rendering_samples as samples
from rich.console import Console

from assistant.rendering.retarget_view import print_spans, retarget_workbook


def test_every_span_is_shown_with_its_fate() -> None:
    out = io.StringIO()
    print_spans(samples.document(), [samples.retargeted()], Console(file=out, width=160))
    text = out.getvalue()
    for shown in ("baris 3", "KPU Kota Y", "perlu diisi", "dihapus", "dipertahankan", "hlm. 2", "2 gambar"):
        assert shown in text


def test_the_workbook_counts_and_lists_what_changed() -> None:
    data = retarget_workbook(samples.document(), [samples.retargeted()], ["berkas.docx"])
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [cell.value for cell in book["Satker"][2]][1:6] == [1, 1, 1, 1, "berkas.docx"]
    assert [row[4].value for row in book["Rincian"].iter_rows(min_row=2)] == [
        "diganti",
        "perlu diisi",
        "dihapus",
    ]
