"""Two checks compared: findings are known again although lines shift and passages are edited."""

from __future__ import annotations

import io
import json
import time
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import rendering_samples as samples

from assistant.checking.check import check_document
from assistant.checking.comparison import Change, Checked, FindingStatus, compare_checks
from assistant.checking.model import (
    CheckResult,
    ConformanceEntry,
    Finding,
    MeasureEntry,
    MeasureStatus,
    SectionStatus,
    Severity,
)
from assistant.checking.saved_check import is_saved_check, load_saved_check
from assistant.document import Document, Identity, Source, SourceKind
from assistant.errors import InputError, LimitError, UsageError
from assistant.mapping.model import MappingResult
from assistant.rendering import json_output
from assistant.rendering.comparison_workbook import comparison_workbook
from tests.unit.checking_samples import CLEAN, document, fmt, lke, rulebook

EMPTY = Document(Source("lama.docx", "0" * 64, SourceKind.DOCX), Identity())
NEW, OPEN, MENDED = FindingStatus.NEW, FindingStatus.OPEN, FindingStatus.MENDED


def finding(
    message: str, quote: str = "", rule: str = "ZI204", severity: Severity = Severity.WARNING
) -> Finding:
    return Finding(rule, "Nama", severity, message, quote=quote)


def checked(*findings: Finding, source: Document = EMPTY) -> Checked:
    return Checked(source, CheckResult((), (), (), findings), "1766", "lke-2026")


def statuses(old: list[Finding], new: list[Finding]) -> list[FindingStatus]:
    return [one.status for one in compare_checks(checked(*old), checked(*new)).findings]


def check(text: str) -> Checked:
    source = document(text)
    result = check_document(source, fmt(), lke(), MappingResult((), ()), rulebook=rulebook())
    return Checked(source, result, "1766", "lke-2026")


BARE = "Keterangan gambar ini tidak bernomor, sedangkan yang lain bernomor."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # lines and pages shift, in the message too
        (
            finding("Gambar 2.8 sudah dipakai di baris 120."),
            finding("Gambar 2.8 sudah dipakai di baris 131."),
        ),
        (finding("Ganda, juga di baris 12, 40 dan 7."), finding("Ganda, juga di baris 13 dan 44.")),
        (finding("Sudah dipakai di bagian 'Awal'."), finding("Sudah dipakai di halaman 3.")),
        # the passage was edited, the cause is the same
        (finding(BARE, "Kegiatan apel pagi bersama"), finding(BARE, "Kegiatan apel pagi bersama pegawai")),
        # a count went down, the passage stayed
        (
            finding("Tidak satu pun dari 14 gambar bernomor.", "Apel pagi"),
            finding("Tidak satu pun dari 12 gambar bernomor.", "Apel pagi"),
        ),
        (finding("Hanya 3 langkah yang tampak."), finding("Hanya 4 langkah yang tampak.")),
        # what the message names is the same, the passage that shows the place is another
        (
            finding("Bagian I.C Dasar Hukum tidak ada.", "1. Undang-Undang"),
            finding("Bagian I.C Dasar Hukum tidak ada.", "BAB II HASIL"),
        ),
    ],
)
def test_the_same_cause_is_still_open(old: Finding, new: Finding) -> None:
    assert statuses([old], [new]) == [OPEN]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (finding("Sub area A.I.3.i belum dibahas."), finding("Sub area A.I.3.ii belum dibahas.")),
        (finding("Gambar 2.9 tidak ada.", "Gambar 2.9"), finding("Gambar 2.10 tidak ada.", "Gambar 2.10")),
        (finding("Judul BAB II berulang."), finding("Judul BAB III berulang.")),
        (finding("Langkah k (Pembandingan) tidak tampak."), finding("Langkah d (Survei) tidak tampak.")),
        (finding(BARE, "Kegiatan apel pagi pegawai"), finding(BARE, "Penandatanganan pakta oleh ketua")),
        (
            finding("Frasa 'dan lain-lain' dilarang.", "dsb"),
            finding("Frasa 'dan sebagainya' dilarang.", "dsb"),
        ),
        (finding(BARE, "Apel pagi"), replace(finding(BARE, "Apel pagi"), rule="ZI205")),
    ],
)
def test_another_cause_is_new_and_the_old_one_mended(old: Finding, new: Finding) -> None:
    assert statuses([old], [new]) == [NEW, MENDED]


def test_each_finding_has_one_partner_the_likest() -> None:
    old = [finding(BARE, "Rapat tim kerja bulan Maret"), finding(BARE, "Rapat tim kerja bulan April")]
    new = [finding(BARE, "Rapat tim kerja bulan April"), finding(BARE, "Rapat tim kerja bulan Mei")]
    pairs = compare_checks(checked(*old), checked(*new)).findings
    assert [(one.old, one.new) for one in pairs] == [(old[0], new[1]), (old[1], new[0])]


def test_equal_findings_count_one_by_one() -> None:
    same = finding(BARE, "Apel pagi")
    assert statuses([same, same, same], [same, same]) == [OPEN, OPEN, MENDED]


def test_the_section_decides_between_equal_ones() -> None:
    text = CLEAN.replace("Sembilan SOP", "XXXX Sembilan SOP").replace(
        "Maklumat pelayanan", "XXXX Maklumat pelayanan"
    )
    mended_first = CLEAN.replace("Maklumat pelayanan", "XXXX Maklumat pelayanan")
    found = [
        one for one in compare_checks(check(text), check(mended_first)).findings if one.latest.rule == "ZI306"
    ]
    assert [one.status for one in found] == [OPEN, MENDED]
    assert found[0].old is not None
    assert found[0].old.line == found[0].new.line  # type: ignore[union-attr]


def test_new_ones_come_first_and_errors_before_warnings() -> None:
    old = [finding("Satu hal lama."), finding("Bagian I.A tidak ada.", rule="ZI101", severity=Severity.ERROR)]
    new = [
        old[1],
        finding("Nilai IPAK dua kali.", rule="ZI901"),
        finding("Hal gawat.", severity=Severity.ERROR),
    ]
    comparison = compare_checks(checked(*old), checked(*new))
    assert [(one.status, one.latest.severity) for one in comparison.findings] == [
        (NEW, Severity.ERROR),
        (NEW, Severity.WARNING),
        (OPEN, Severity.ERROR),
        (MENDED, Severity.WARNING),
    ]
    assert comparison.has_error


def test_mended_errors_leave_no_error() -> None:
    error = finding("Bagian I.A tidak ada.", severity=Severity.ERROR)
    assert not compare_checks(checked(error), checked()).has_error
    assert compare_checks(checked(), checked(error)).has_error


def test_a_real_edit_of_a_report() -> None:
    faulty = CLEAN.replace("Gambar 2.2:", "Gambar 2.1:").replace("## C. Dasar Hukum\n", "")
    better = faulty.replace("Gambar 2.1: Rapat", "Gambar 2.2: Rapat").replace(
        "Maklumat pelayanan dipasang", "\n\n\nMaklumat [isi nomor] dipasang"
    )
    found = {one.latest.rule: one.status for one in compare_checks(check(faulty), check(better)).findings}
    assert (found["ZI201"], found["ZI101"], found["ZI306"]) == (MENDED, OPEN, NEW)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (SectionStatus.MISSING, SectionStatus.THIN, Change.IMPROVED),
        (SectionStatus.OK, SectionStatus.RENAMED, Change.WORSE),
        (SectionStatus.THIN, SectionStatus.THIN, Change.SAME),
    ],
)
def test_sections_improve_or_worsen(old: SectionStatus, new: SectionStatus, change: Change) -> None:
    def one(status: SectionStatus) -> Checked:
        return replace(checked(), result=CheckResult((ConformanceEntry("I.A", "Latar", status),), (), (), ()))

    (line,) = compare_checks(one(old), one(new)).conformance
    assert (line.old, line.new, line.change) == (old, new, change)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (MeasureStatus.NO, MeasureStatus.PARTIAL, Change.IMPROVED),
        (MeasureStatus.YES, MeasureStatus.NO, Change.WORSE),
        (MeasureStatus.NO, MeasureStatus.NOT_APPLICABLE, Change.CHANGED),
    ],
)
def test_measures_improve_or_worsen(old: MeasureStatus, new: MeasureStatus, change: Change) -> None:
    def one(status: MeasureStatus) -> Checked:
        return replace(checked(), result=CheckResult((), (MeasureEntry("a", status),), (), ()))

    (line,) = compare_checks(one(old), one(new)).measures
    assert line.change is change


def test_lines_that_one_check_lacks_are_shown() -> None:
    measures = (MeasureEntry("a", MeasureStatus.YES),)
    full = replace(checked(), result=CheckResult((), measures, (), ()))
    (line,) = compare_checks(full, checked()).measures
    assert (line.old, line.new, line.change) == (MeasureStatus.YES, None, Change.CHANGED)


def test_what_can_hardly_be_compared_is_told() -> None:
    other = replace(EMPTY, identity=replace(document(CLEAN).identity, satker="KPU Kota Lain", year=2024))
    old = replace(checked(source=other), fmt="900", lke="lke-2024")
    notes = compare_checks(old, checked(source=document(CLEAN))).notes
    assert len(notes) == 4
    assert "KPU Kota Lain" in notes[0]
    assert compare_checks(check(CLEAN), check(CLEAN)).notes == ()


def test_warnings_of_the_old_check_stay_visible() -> None:
    old = checked(source=replace(EMPTY, warnings=("Aturan diabaikan menurut zi.toml: ZI303.",)))
    warnings = compare_checks(old, checked()).document.warnings
    assert warnings == ("Pemeriksaan lama: Aturan diabaikan menurut zi.toml: ZI303.",)


def test_masses_of_findings_do_not_take_long() -> None:
    old = [finding(f"Hal {'x' * 900} {n}", f"kutipan {'y' * 900} {n}") for n in range(2000)]
    new = [finding(f"Hal {'z' * 900} {n}", f"kutipan {'y' * 900} {n}") for n in range(2000)]
    started = time.perf_counter()
    compare_checks(checked(*old), checked(*new))
    assert time.perf_counter() - started < 5


def test_the_workbook_has_a_row_for_each_finding_and_room_for_the_follow_up() -> None:
    comparison = samples.comparison()
    book = openpyxl.load_workbook(io.BytesIO(comparison_workbook(comparison, samples.MEASURES)))
    assert book.sheetnames == ["Temuan", "Sistematika", "Langkah", "Keterangan"]
    rows = list(book["Temuan"].iter_rows(values_only=True))
    assert len(rows) == 1 + len(comparison.findings)
    assert {row[1] for row in rows[1:]} == {"Baru", "Masih terbuka", "Selesai"}
    assert rows[0][-3:] == ("Tindak lanjut", "PIC", "Tenggat")
    assert book["Langkah"].max_row == 1 + len(comparison.measures)


# --- a check read back from a file ---


def saved(tmp_path: Path, **changes: object) -> Path:
    value = json_output.check_json(samples.document(), samples.check(), samples.RULES) | changes
    path = tmp_path / "lama.json"
    path.write_text(json_output.dumps(value), encoding="utf-8")
    return path


def test_a_saved_check_is_what_was_saved(tmp_path: Path) -> None:
    got = load_saved_check(saved(tmp_path))
    # The third holds half a letter, which no file can keep.
    assert got.result.findings[:2] == samples.check().findings[:2]
    assert len(got.result.findings) == 3
    assert got.result.measures == samples.check().measures
    assert [entry.status for entry in got.result.conformance] == [
        e.status for e in samples.check().conformance
    ]
    assert got.document.identity == samples.document().identity
    assert got.document.warnings == samples.document().warnings
    new = Checked(samples.document(), samples.check(), got.fmt, got.lke)
    assert {one.status for one in compare_checks(got, new).findings} == {OPEN}


@pytest.mark.parametrize(
    ("content", "name", "wanted"),
    [
        (b'\xef\xbb\xbf  {"schema"', "hasil.txt", True),
        (b"apa saja", "hasil.json", True),
        (b"LAPORAN {", "laporan.txt", False),
        (b"PK\x03\x04", "laporan.docx", False),
    ],
)
def test_saved_checks_are_told_from_documents(
    content: bytes, name: str, wanted: bool, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert is_saved_check(path) is wanted
    assert not is_saved_check(tmp_path / "tidak-ada.docx")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "bukan JSON"),
        (b'{"schema": "zi/check@1", \n !', "baris 2"),
        (b"\xff\xfe{", "bukan JSON"),
        (b"[" * 100_000, "bukan JSON"),
        (b"[{}]", "beberapa hasil"),
        (b"{}", "bukan hasil zi periksa"),
        (b"3", "bukan hasil zi periksa"),
        (b'{"schema": "zi/mapping@1"}', "bukan hasil zi periksa"),
        (b'{"schema": "zi/check@1"}', "'source'"),
    ],
)
def test_what_is_no_saved_check_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "lama.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_saved_check(path)
    assert str(path) in caught.value.message
    assert said in caught.value.message
    assert caught.value.exit_code == 3
    assert caught.value.remedy


def test_an_edited_check_names_the_field(tmp_path: Path) -> None:
    findings = [json_output.finding_json(samples.check().findings[0]) | {"severity": "gawat"}]
    with pytest.raises(InputError, match=r"findings\.0\.severity"):
        load_saved_check(saved(tmp_path, findings=findings))


def test_a_check_without_a_file_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        load_saved_check(tmp_path / "tidak-ada.json")
    path = tmp_path / "besar.json"
    path.write_bytes(b" " * 21_000_000)
    with pytest.raises(LimitError):
        load_saved_check(path)


def test_keys_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    assert load_saved_check(saved(tmp_path, tambahan={"x": 1})).result.findings
    assert json.loads(saved(tmp_path).read_text(encoding="utf-8"))["schema"] == "zi/check@1"
