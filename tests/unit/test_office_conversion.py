"""Old Word files: read through LibreOffice where it is installed, refused with the remedy where not."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import pytest

from assistant.document import SourceKind
from assistant.errors import DamagedFileError, LimitError, MissingPartError, UnknownFormatError
from assistant.reading import office_conversion
from assistant.reading.office_conversion import convert_to_docx, find_office
from assistant.reading.recognise import read_document

RTF = rb"{\rtf1\ansi{\b BAB I PENDAHULUAN}\par Kantor contoh menyusun laporan setiap tahun.\par}"


def leftovers() -> set[str]:
    return {p.name for p in Path(tempfile.gettempdir()).glob("zi-office-*")}


@pytest.mark.parametrize("name", ["lama.doc", "catatan.rtf"])
def test_without_libreoffice_the_remedy_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(office_conversion, "find_office", lambda: None)
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    with pytest.raises(MissingPartError, match="LibreOffice") as caught:
        read_document(path)
    assert "winget install" in caught.value.remedy


def fake_office(folder: Path, script: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="tiruan LibreOffice adalah skrip sh")
def test_one_that_hangs_is_ended_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = fake_office(tmp_path, f"sleep 60 & echo $! > {tmp_path}/anak; wait")
    monkeypatch.setattr(office_conversion, "find_office", lambda: office)
    before = leftovers()
    with pytest.raises(LimitError, match="terlalu rumit"):
        convert_to_docx(RTF, "a.rtf", "rtf", timeout=0.5)
    assert leftovers() == before
    child = int((tmp_path / "anak").read_text())
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """Whether a process still does something (one that waits for its parent to notice its end does not)."""
    status = Path(f"/proc/{pid}/stat")
    if status.parent.parent.is_dir() and Path("/proc/self").exists():
        return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="tiruan LibreOffice adalah skrip sh")
def test_one_that_writes_nothing_means_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = fake_office(tmp_path, "exit 0")
    monkeypatch.setattr(office_conversion, "find_office", lambda: office)
    with pytest.raises(DamagedFileError, match=r"a\.doc"):
        convert_to_docx(b"x", "a.doc", "doc")


def test_a_spreadsheet_of_opendocument_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<a/>")
    path = tmp_path / "lembar.ods"
    path.write_bytes(stream.getvalue())
    with pytest.raises(UnknownFormatError):
        read_document(path)


@pytest.mark.skipif(find_office() is None, reason="LibreOffice tidak terpasang")
def test_libreoffice_reads_old_word_files(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("BAB I PENDAHULUAN", 1)
    word.add_paragraph("Kantor contoh menyusun laporan setiap tahun menurut pedoman yang berlaku.")
    source = tmp_path / "asal.docx"
    word.save(str(source))
    profile = (tmp_path / "profil").as_uri()
    options = ["--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(
        [str(find_office()), f"-env:UserInstallation={profile}", *options],
        check=True,
        capture_output=True,
        timeout=120,
    )
    before = leftovers()
    document = read_document(tmp_path / "asal.doc")
    assert document.source.kind is SourceKind.DOCX
    assert document.source.name == "asal.doc"
    assert [(s.number, s.title) for s in document.sections] == [("BAB I", "PENDAHULUAN")]
    assert document.warnings == ()
    assert leftovers() == before


@pytest.mark.skipif(find_office() is None, reason="LibreOffice tidak terpasang")
def test_libreoffice_reads_rich_text(tmp_path: Path) -> None:
    path = tmp_path / "catatan.rtf"
    path.write_bytes(RTF)
    assert [b.text for b in read_document(path).blocks] == [
        "BAB I PENDAHULUAN",
        "Kantor contoh menyusun laporan setiap tahun.",
    ]
