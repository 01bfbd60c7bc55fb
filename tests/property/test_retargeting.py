"""After re-targeting no trace of the old office is left, whatever an invented document says about it."""

from __future__ import annotations

import io
import re

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.data import data_directory
from assistant.document import Document, Identity, Level, Source, SourceKind
from assistant.language.satker import Satker, satker_of
from assistant.retargeting.model import Office
from assistant.retargeting.replace import Job
from assistant.retargeting.runs import Edit, apply_edits, paragraph_text

PLACES = ("Sukamaju", "Karang Indah", "Ranah Baru Selatan", "Tanjung Elok", "Muara Suka")
TARGETS = ("Batu Intan", "Wonosari Lama", "Teluk Mutiara")
FORMS = (
    "KPU {level} {place}",
    "Komisi Pemilihan Umum {level} {place}",
    "KOMISI PEMILIHAN UMUM {LEVEL} {PLACE}",
    "Sekretariat KPU {level} {place}",
    "Komisi Pemilihan Umum (KPU) {level} {place}",
    "{level} {place}",
    "Ketua KPU\n{level} {place}",
    "Ditetapkan di {place}",
    "masyarakat {place}",
    "KPU {short} {place}",
    "@kpu_{slug}",
    "https://{slug}.kpu.go.id/zi",
    "info@{slug}.go.id",
    "{place}, 3 Mei 2025",
    "Jalan Mawar No. 3, {place}",
    "Keputusan KPU {level} {place} Nomor 12 Tahun 2025",
    "PEMERINTAH {LEVEL} {PLACE}",
)
FILLERS = (
    "Rencana ini disusun untuk",
    "sesuai Undang-Undang Nomor 7 Tahun 2017 tentang Pemilihan Umum,",
    "dan",
    ";",
    "(",
    ").",
    "a. Menyusun standar pelayanan",
    "\t",
    "tahun 2026",
    "KPU RI",
    "yang dilaksanakan oleh",
    "1)",
)
regions = st.tuples(st.sampled_from([Level.PROVINSI, Level.KABUPATEN, Level.KOTA]), st.sampled_from(PLACES))
targets = st.tuples(st.sampled_from([Level.PROVINSI, Level.KABUPATEN, Level.KOTA]), st.sampled_from(TARGETS))
lines = st.lists(
    st.lists(st.sampled_from([*FORMS, *FILLERS]), min_size=1, max_size=6), min_size=1, max_size=6
)


def office(level: Level, place: str) -> Satker:
    return satker_of(level, place)


def written(form: str, level: Level, place: str) -> str:
    word = level.value.title()
    return form.format(
        level=word,
        LEVEL=word.upper(),
        place=place,
        PLACE=place.upper(),
        short="Prov." if level is Level.PROVINSI else "Kab." if level is Level.KABUPATEN else "Kota",
        slug=place.lower().replace(" ", ""),
    )


@settings(max_examples=60, deadline=None)
@given(regions, targets, lines, st.integers(1, 9))
def test_no_trace_of_the_old_office_is_left(
    old: tuple[Level, str], new: tuple[Level, str], paragraphs: list[list[str]], step: int
) -> None:
    word = docx.Document()
    for parts in paragraphs:
        text = " ".join(written(part, *old) for part in parts)
        paragraph = word.add_paragraph()
        for start in range(0, len(text), step * 3):  # names run over several runs
            paragraph.add_run(text[start : start + step * 3])
    raw = io.BytesIO()
    word.save(raw)
    document = Document(Source("x.docx", "0" * 64, SourceKind.DOCX), Identity())
    job = Job(document, office(*old), data_directory("templates") / "rencana.docx", raw.getvalue())
    result = job.write(Office(office(*new)))
    made = docx.Document(io.BytesIO(result.docx))
    squeezed = re.sub(r"[^a-z]", "", "\n".join(p.text for p in made.paragraphs).lower())
    assert re.sub(r"[^a-z]", "", old[1].lower()) not in squeezed


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text("abc \t\n&<", min_size=1, max_size=6), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4),
    st.text("xyz \t\n&<", max_size=4),
)
def test_edits_change_what_they_name_and_nothing_else(
    runs: list[str], borders: list[tuple[int, int]], new: str
) -> None:
    paragraph = docx.Document().add_paragraph()
    for text in runs:
        paragraph.add_run(text)
    text = paragraph_text(paragraph._p)
    edits: list[Edit] = []
    for start, end in sorted((min(b), min(max(b), len(text))) for b in borders):
        if start < end and all(start >= edit.end for edit in edits):
            edits.append(Edit(start, end, new, "asked"))
    expected = text
    for edit in reversed(edits):
        expected = expected[: edit.start] + new + expected[edit.end :]
    apply_edits(paragraph._p, edits)
    assert paragraph_text(paragraph._p) == expected
