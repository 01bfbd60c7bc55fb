"""The index of an evidence folder: what it reads, skips and refreshes, and what it survives."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.auditing import evidence
from assistant.auditing.evidence import EvidenceIndex, index_path, open_index
from assistant.auditing.evidence_folder import list_evidence
from assistant.auditing.passages import name_text
from assistant.errors import LimitError, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "bukti"
    (root / "Area 1").mkdir(parents=True)
    (root / "Area 1" / "notula.txt").write_text("Rapat evaluasi dihadiri 21 orang.", encoding="utf-8")
    (root / "SK_12_2025_tim.txt").write_text("Tim beranggotakan 23 orang.", encoding="utf-8")
    return root


def _sources(index: EvidenceIndex, word: str) -> set[str]:
    return {hit.source for hit in index.by_words([word])}


def test_finds_passages_by_words_and_values(folder: Path, tmp_path: Path) -> None:
    index = open_index(folder, tmp_path / "rumah")
    assert index.files == ("Area 1/notula.txt", "SK_12_2025_tim.txt")
    assert _sources(index, "rapat") == {"Area 1/notula.txt"}
    assert {hit.source for hit in index.by_tokens(["co_23"])} == {"SK_12_2025_tim.txt"}
    assert {hit.source for hit in index.by_tokens(["de_12_2025"])} == {"SK_12_2025_tim.txt"}
    assert not (folder / "rumah").exists()


def test_second_run_reads_only_what_changed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "rumah"
    open_index(folder, home).close()
    read: list[str] = []
    real = evidence.read_evidence
    monkeypatch.setattr(evidence, "read_evidence", lambda file: read.append(file.path) or real(file))
    open_index(folder, home).close()
    assert read == []
    os.utime(folder / "SK_12_2025_tim.txt", (1, 1))  # copied: another time, the same content
    open_index(folder, home).close()
    assert read == []
    (folder / "Area 1" / "notula.txt").write_text("Kampanye dihadiri 64 orang.", encoding="utf-8")
    index = open_index(folder, home)
    assert read == ["Area 1/notula.txt"]
    assert not _sources(index, "rapat")
    assert _sources(index, "kampanye") == {"Area 1/notula.txt"}


def test_files_that_are_gone_leave_the_index(folder: Path, tmp_path: Path) -> None:
    open_index(folder, tmp_path / "rumah").close()
    (folder / "Area 1" / "notula.txt").unlink()
    index = open_index(folder, tmp_path / "rumah")
    assert index.files == ("SK_12_2025_tim.txt",)
    assert not _sources(index, "rapat")


def test_broken_index_is_built_anew(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "rumah"
    open_index(folder, home).close()
    index_path(folder, home).write_bytes(b"bukan basis data" * 500)
    assert _sources(open_index(folder, home), "rapat") == {"Area 1/notula.txt"}


def test_works_where_nothing_can_be_kept(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "rumah"
    blocked.write_text("sebuah berkas", encoding="utf-8")
    assert _sources(open_index(folder, blocked), "rapat") == {"Area 1/notula.txt"}


def test_runs_at_once_do_not_disturb_each_other(folder: Path, tmp_path: Path) -> None:
    for number in range(8):
        (folder / f"surat {number}.txt").write_text(f"Surat tentang arsip {number}.", encoding="utf-8")

    def run(_: int) -> int:
        index = open_index(folder, tmp_path / "rumah")
        try:
            return len(index.by_words(["arsip"]))
        finally:
            index.close()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(run, range(4)))
    database = sqlite3.connect(index_path(folder, tmp_path / "rumah"))
    assert database.execute("SELECT count(*) FROM file").fetchone() == (10,)
    database.close()
    assert set(found) == {found[0]}


@pytest.mark.parametrize("name", ["~$notula.docx", ".~lock.rekap.xlsx#", "Foto.gdoc", "Drive.url", "tim.lnk"])
def test_locks_and_shortcuts_are_skipped_with_a_note(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    listing = list_evidence(folder)
    assert name not in {file.path for file in listing.files}
    assert any(name in note for note in listing.notes)


@pytest.mark.parametrize("name", ["desktop.ini", "Thumbs.db", ".DS_Store"])
def test_files_of_the_system_are_skipped_silently(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    listing = list_evidence(folder)
    assert len(listing.files) == 2
    assert not listing.notes


def test_links_out_of_the_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "rahasia.txt"
    outside.write_text("Rahasia.", encoding="utf-8")
    try:
        (folder / "tautan.txt").symlink_to(outside)
    except OSError:
        pytest.skip("tidak dapat membuat tautan simbolis di sini")
    listing = list_evidence(folder)
    assert "tautan.txt" not in {file.path for file in listing.files}
    assert any("tautan.txt" in note for note in listing.notes)


def test_unreadable_files_are_noted_and_count_by_their_name(folder: Path, tmp_path: Path) -> None:
    (folder / "maklumat pelayanan.pdf").write_bytes(b"%PDF-1.4 rusak")
    index = open_index(folder, tmp_path / "rumah")
    assert any("maklumat pelayanan.pdf" in note for note in index.notes)
    assert _sources(index, "maklumat") == {"maklumat pelayanan.pdf"}


def test_zip_is_read_without_unpacking(folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "bukti.zip"
    with zipfile.ZipFile(packed, "w") as container:
        container.write(folder / "Area 1" / "notula.txt", "Area 1/notula.txt")
        container.writestr("../../jahat.txt", "Isi jahat arsip.")
        container.writestr("dalam.zip", b"PK\x05\x06" + bytes(18))
    index = open_index(packed, tmp_path / "rumah")
    assert _sources(index, "rapat") == {"Area 1/notula.txt"}
    assert not (tmp_path.parent / "jahat.txt").exists()
    assert any("dalam.zip" in note for note in index.notes)


def test_zip_that_grows_beyond_measure_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "bom.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("nol.txt", bytes(150_000_000))
    with pytest.raises(LimitError):
        list_evidence(packed)


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        list_evidence(tmp_path / "tidak ada")
    text = tmp_path / "catatan.txt"
    text.write_text("x", encoding="utf-8")
    with pytest.raises(UsageError):
        list_evidence(text)


def test_damaged_entry_of_a_zip_is_noted(tmp_path: Path) -> None:
    packed = tmp_path / "bukti.zip"
    with zipfile.ZipFile(packed, "w") as container:
        container.writestr("surat tugas.txt", "Isi surat tugas pegawai.")
    packed.write_bytes(packed.read_bytes().replace(b"Isi surat", b"Isi xurat"))
    index = open_index(packed, tmp_path / "rumah")
    assert any("surat tugas.txt" in note for note in index.notes)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("1/SK-41-2025-tim.pdf", "Nomor 41 Tahun 2025"),
        ("Keputusan No 7 Tahun 2025 agen.docx", "Nomor 7 Tahun 2025"),
        ("notula_20250925.docx", "2025-09-25"),
        ("foto 25092025.jpg", "2025-09-25"),
    ],
)
def test_names_of_files_say_numbers_and_days(path: str, said: str) -> None:
    assert said in name_text(path)
