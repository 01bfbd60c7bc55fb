"""Corrections are found for the same and for near-identical paragraphs, and for no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import rendering_samples as samples

from assistant.errors import InputError
from assistant.language.bare import bare_text
from assistant.mapping.correction_store import (
    Store,
    Wish,
    check_decisions,
    export_lines,
    load_store,
    merge,
    save_store,
)
from assistant.mapping.corrections import Correction, CorrectionBook, apply_to_mapping, apply_to_rencana
from assistant.mapping.service import service_of
from assistant.reading.decisions import Decision, read_decisions

TODAY = date(2026, 1, 31)
LONG = (
    "Pada tanggal 12 Maret 2025 KPU Kabupaten Randu Alas melaksanakan pelatihan pelayanan prima bagi 23 "
    "pegawai garis depan bersama narasumber dari luar kantor."
)
NEXT_YEAR = (
    "Pada tanggal 9 April 2026 KPU Kota Muara Lindai melaksanakan pelatihan pelayanan prima bagi 31 pegawai "
    "garis depan bersama narasumber dari luar kantor."
)


def correction(text: str, *codes: str, heading: str = "") -> Correction:
    return Correction(text, heading, codes, "Sari", "2026-01-31")


def found(text: str, *corrections: Correction, heading: str = "") -> tuple[str, ...] | None:
    match = CorrectionBook(corrections, samples.lke()).find(text, heading)
    return match.correction.codes if match else None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LONG, NEXT_YEAR, True),
        ("a. Rapat tanggal 1 Mei 2025", "b) Rapat tanggal 20 Juni 2026", True),
        ("Nilai IKM 88,25 dari 120 responden", "Nilai IKM 91,4 dari 97 responden", True),
        ("Pegawai Kabupaten Kayu Manis hadir", "Pegawai Kota Randu hadir", True),
        ("Rapat tim kerja", "Rapat kelompok kerja", False),
    ],
)
def test_bare_text_leaves_names_dates_and_numbers_aside(one: str, other: str, same: bool) -> None:
    assert (bare_text(one) == bare_text(other)) is same


@pytest.mark.parametrize("text", ["", "1.", "2025", "KPU Kota Randu Alas"])
def test_bare_text_takes_anything(text: str) -> None:
    assert bare_text(text) == bare_text(text).strip()


@pytest.mark.parametrize(
    ("text", "heading", "decided", "decided_heading", "hit"),
    [
        (LONG, "", LONG, "", True),
        (NEXT_YEAR, "1. Tim", LONG, "4. Lain", True),
        (LONG.replace("luar kantor", "luar kantor kami"), "", LONG, "", True),
        (
            LONG.replace("narasumber", "Sdri. Ratna Wijayanti"),
            "",
            LONG.replace("narasumber", "Sdr. Budi"),
            "",
            True,
        ),
        (LONG.replace("pelayanan prima", "Pelayanan Prlma"), "", LONG, "", True),
        (LONG.replace("pelayanan prima", "pengendalian gratifikasi"), "", LONG, "", False),
        (LONG.replace("pelayanan prima", "penanganan benturan kepentingan"), "", LONG, "", False),
        ("Rapat tim", "1. Tim", "Rapat tim", "2. Tim", True),
        ("Rapat tim", "1. Tim", "Rapat tim", "1. Pelayanan publik", False),
        ("Rapat tim", "", "Rapat tim", "1. Tim", True),
        ("Rapat 2 Mei 2026", "", "Rapat 3 Mei 2025", "1. Tim", False),
        ("Rapat 2 Mei 2026", "1. Tim", "Rapat 3 Mei 2025", "1. Tim", True),
        ("Rapat tim", "1. Tim", "Rapat tem", "1. Tim", False),
    ],
)
def test_which_paragraphs_a_correction_is_for(
    text: str, heading: str, decided: str, decided_heading: str, hit: bool
) -> None:
    one = correction(decided, "A.I.1.i.a", heading=decided_heading)
    assert (found(text, one, heading=heading) == ("A.I.1.i.a",)) is hit


def test_the_same_text_wins_over_a_similar_one_and_the_same_heading_over_another() -> None:
    near = correction(NEXT_YEAR, "A.I.6.i.a")
    assert found(LONG, near, correction(LONG, "A.I.6.ii.a")) == ("A.I.6.ii.a",)
    here, there = correction(LONG, "A.I.1.i.a", heading="1. Tim"), correction(LONG, heading="2. SOP")
    assert found(LONG, here, there, heading="1. Tim") == ("A.I.1.i.a",)
    assert found(LONG, here, there, heading="2. SOP") == ()


def test_a_correction_for_another_form_does_not_apply() -> None:
    assert found(LONG, correction(LONG, "A.I.1.i.a", "A.I.1.i.zz")) is None


def test_conflicts_are_said_once_per_decision() -> None:
    rivals = [correction(NEXT_YEAR, "A.I.6.i.a"), correction(NEXT_YEAR + " ", "A.I.6.i.a")]
    match = CorrectionBook([correction(LONG, "A.I.6.ii.a"), *rivals], samples.lke()).find(LONG, "")
    assert match is not None
    assert [rival.codes for rival in match.rivals] == [("A.I.6.i.a",)]
    assert match.reasons[0] == "Dikoreksi oleh Sari pada tanggal 31-01-2026"


def test_an_area_alone_leaves_no_candidate() -> None:
    mapping = samples.mapping()
    text = mapping.items[1].text
    book = CorrectionBook([correction(text, "A.I.2")], samples.lke())
    result = apply_to_mapping(book, mapping, samples.lke())
    changed = [item for item in result.items if item.correction]
    assert [(item.text, item.area, item.candidates) for item in changed] == [(text, "A.I.2", ())]
    assert result.notes
    assert apply_to_mapping(CorrectionBook([], samples.lke()), mapping, samples.lke()) is mapping


def test_actions_of_a_plan_are_corrected() -> None:
    book = CorrectionBook([correction("Langkah tanpa area", "A.I.3.i.a")], samples.lke())
    rencana, notes = apply_to_rencana(book, samples.rencana())
    assert [action.code for action in rencana.actions] == ["A.I.1.i.a", "A.I.3.i.a"]
    assert len(notes) == 1


def test_what_a_plan_serves() -> None:
    first, second = samples.rencana().actions
    rencana = replace(samples.rencana(), actions=(first, replace(second, code="A.I.1.ii")))
    services = {service.code: service for service in service_of(rencana, samples.lke())}
    assert len(services) == 113
    assert (services["A.I.1.i.a"].actions, services["A.I.1.i.a"].general) == ((1,), ())
    assert (services["A.I.1.ii.c"].actions, services["A.I.1.ii.c"].general) == ((), (2,))
    assert services["B.I.a"].actions == services["B.I.a"].general == ()


# --- the store ---


def test_a_store_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "data" / "koreksi.json"
    assert load_store(path) == Store()
    store = Store((correction(LONG, "A.I.1.i.a"),), ((correction("Lama"), "2026-01-30"),))
    save_store(path, store)
    assert load_store(path) == store
    save_store(path, Store())
    assert load_store(path) == Store()


@pytest.mark.parametrize(
    "content", ["", "[]", '{"version": 9}', '{"version": 1, "corrections": [{}], "history": []}']
)
def test_a_store_that_cannot_be_read_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "koreksi.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"koreksi\.json"):
        load_store(path)


def test_no_decision_is_ever_lost() -> None:
    store = Store()
    decisions = [correction("Rapat tim", code) for code in ("A.I.1.i.a", "A.I.1.i.b", "A.I.1.i.b")]
    for decided in decisions:
        store, _ = merge(store, [Wish(decided)], TODAY)
    assert store.corrections == (decisions[1],)
    assert [old.codes for old, _ in store.history] == [("A.I.1.i.a",)]
    store, done = merge(store, [Wish(decisions[0], withdraw=True)], TODAY)
    assert (store.corrections, done.withdrawn, len(store.history)) == ((), 1, 2)


def test_two_decisions_of_a_file_on_one_paragraph_are_said() -> None:
    wishes = [Wish(correction("Rapat tim", code)) for code in ("A.I.1.i.a", "A.I.1.i.b")]
    store, done = merge(Store(), wishes, TODAY)
    assert [c.codes for c in store.corrections] == [("A.I.1.i.b",)]
    assert len(done.notes) == 1


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (("A.I.1.i.a",), ("A.I.1.i.a",)),
        (("a.i.1.I.A.", "A.I.1.i.a", "B.II"), ("A.I.1.i.a", "B.II")),
        (("-",), ()),
        (("Tidak ada",), ()),
    ],
)
def test_how_a_decision_may_be_written(written: tuple[str, ...], codes: tuple[str, ...]) -> None:
    decision = Decision("baris 2", "Rapat", "", "", written)
    (wish,) = check_decisions([decision], "k.xlsx", samples.lke(), None, by="Sari", today=TODAY)
    assert wish.correction == Correction("Rapat", "", codes, "Sari", "2026-01-31")


def test_all_wrong_rows_are_named_with_the_nearest_codes() -> None:
    decisions = [Decision(f"baris {n}", "Rapat", "", "", (f"A.I.1.i.{n}",)) for n in range(2, 9)]
    with pytest.raises(InputError) as caught:
        check_decisions(decisions, "k.xlsx", samples.lke(), None, by="x", today=TODAY)
    assert "baris 2: kode 'A.I.1.i.2' tidak ada di LKE (mungkin maksudnya A.I.1.i" in caught.value.message
    assert "dan 2 baris lain" in caught.value.message


def test_what_is_exported_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "ekspor.jsonl"
    store = Store((correction(LONG, "A.I.1.i.a", heading="1. Tim"), correction("Rapat")))
    path.write_text(export_lines(store), encoding="utf-8")
    decisions = read_decisions(path)
    wishes = check_decisions(decisions, path.name, samples.lke(), None, by="lain", today=date(2027, 1, 1))
    assert tuple(wish.correction for wish in wishes) == store.corrections


@pytest.mark.parametrize(
    "content", [b"bukan json\n", b"[1]\n", b'{"text": "x"}\n', b'{"text": 3, "codes": []}\n']
)
def test_a_bad_line_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "k.jsonl"
    path.write_bytes(b'{"text": "Rapat", "codes": []}\n' + content)
    with pytest.raises(InputError, match="baris 2"):
        read_decisions(path)


def test_a_workbook_without_the_column_is_refused(tmp_path: Path) -> None:
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["Teks", "Kode"])
    workbook.save(tmp_path / "k.xlsx")
    with pytest.raises(InputError, match="Indikator benar"):
        read_decisions(tmp_path / "k.xlsx")
