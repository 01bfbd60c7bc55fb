"""Writes `corpora/contoh` anew: `python -m tests.factories.contoh [DIRECTORY]`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from tests.factories.contoh import bukti, laporan, lke, rencana
from tests.factories.docx_writer import DocxOptions, write_docx
from tests.factories.spec import DocumentSpec, Heading

REPORT = "laporan-2025"
_DEFAULT = Path(__file__).resolve().parents[3] / "corpora" / "contoh"
# Where the headings came to stand when the PDF was last made: the contents list of the Word file shows them.
_PAGES = Path(__file__).with_name("halaman.yaml")


def build(target: Path, *, with_pdf: bool) -> None:
    """Write every file of the example into `target`.

    Args:
        with_pdf: also print the report with LibreOffice, and take its page numbers into the contents list.
    """
    target.mkdir(parents=True, exist_ok=True)
    spec, planted = laporan.faulty_laporan()
    pages = yaml.safe_load(_PAGES.read_text(encoding="utf-8")) if _PAGES.is_file() else {}
    report = target / f"{REPORT}.docx"
    report.write_bytes(write_docx(spec, DocxOptions(contents_pages=pages)))
    if with_pdf:
        pages = _printed_pages(spec, _print(report, target))
        _PAGES.write_text(
            yaml.safe_dump(pages, allow_unicode=True, sort_keys=False, width=200), encoding="utf-8"
        )
        report.write_bytes(write_docx(spec, DocxOptions(contents_pages=pages)))
        _print(report, target)
    plan = rencana.rencana().document
    (target / "rencana-aksi-2026.docx").write_bytes(write_docx(plan, DocxOptions(automatic_numbering=True)))
    (target / "lke-2025.xlsx").write_bytes(lke.workbook())
    for file in bukti.evidence_files():
        path = target / "bukti" / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    record = {
        "laporan": [
            {
                "jenis": p.kind,
                "bab": p.where[0],
                "bagian": p.where[-1],
                "kutipan": p.quote,
                "keterangan": p.what,
            }
            for p in planted
        ],
        "bukti": [
            {"berkas": f"bukti/{path}", "keterangan": what} for path, what in bukti.DISAGREEING.items()
        ],
    }
    head = (
        "# Kesalahan yang sengaja ditanam dalam contoh ini; dibuat oleh python -m tests.factories.contoh.\n"
    )
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=110)
    (target / "cacat.yaml").write_text(head + text, encoding="utf-8")


def _print(document: Path, target: Path) -> Path:
    """Return the PDF that LibreOffice makes of a Word file."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) tidak ditemukan; jalankan dengan --tanpa-pdf.")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            office,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        subprocess.run(
            [*command, "--outdir", str(target), str(document)], check=True, capture_output=True, timeout=180
        )
    printed = target / f"{document.stem}.pdf"
    printed.write_bytes(_without_time(printed.read_bytes()))
    return printed


def _without_time(pdf: bytes) -> bytes:
    """Return the PDF with the time of printing, and what hangs on it, set to fixed values as long."""
    pdf = re.sub(rb"(/CreationDate\(D:)\d{14}", rb"\g<1>20251229080000", pdf)
    for key in (rb"<[0-9A-F]{32}>", rb"/DocChecksum /[0-9A-F]{32}"):
        pdf = re.sub(key, lambda found: re.sub(rb"[0-9A-F]{32}", b"0" * 32, found[0]), pdf)
    return pdf


def _printed_pages(spec: DocumentSpec, pdf: Path) -> dict[str, str]:
    """Return the page number printed on the page of each heading, looked up in reading order."""
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        texts = [" ".join((page.extract_text() or "").split()) for page in document.pages]
    pages: dict[str, str] = {}
    contents = next(place for place, text in enumerate(texts) if "DAFTAR ISI" in text)
    current = 0
    for heading in spec.of_kind(Heading):
        passed = [place for place in range(current, len(texts)) if heading.text in texts[place]]
        behind = [place for place in passed if place > contents and "....." not in texts[place]]
        front = not heading.number and heading.title in {"KATA PENGANTAR", "DAFTAR ISI"}
        current = (passed if front else behind or [current])[0]
        pages[heading.text] = texts[current].split()[-1]
    return pages


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    build(Path(arguments[0]) if arguments else _DEFAULT, with_pdf="--tanpa-pdf" not in sys.argv)
