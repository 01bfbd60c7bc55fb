"""An LKE workbook filled from several sources: a given workbook, an LKE in a report, PortalRB's answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.errors import UsageError
from assistant.lke.portalrb import PortalAnswers, portalrb_json, read_portalrb
from assistant.lke.workbook import cells_of, has_macros, new_workbook, write_cells
from assistant.workbench import Workbench

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Lke
    from assistant.workbench import Settings

_MACRO_ENDING = ".xlsm"


@dataclass(frozen=True)
class Filling:
    """What a workbook is to be filled with.

    Attributes:
        lke: the form.
        given: the answers that are there, those of the given workbook overridden by the others.
        added: the answers that are to be written.
        form: the given workbook and its name; None for an empty form.
        notes: Indonesian sentences.
    """

    lke: Lke
    given: PortalAnswers
    added: tuple[LkeAnswer, ...]
    form: tuple[bytes, str] | None = None
    notes: tuple[str, ...] = ()

    def workbook(self, target: Path) -> bytes:
        """Return the filled workbook.

        Raises:
            UsageError: the given workbook holds macros and the target's ending would hide that.
        """
        if self.form is None:
            return new_workbook(self.lke, self.added, f"LKE Zona Integritas {self.given.unit}".strip())
        data, name = self.form
        if has_macros(data) and target.suffix.lower() != _MACRO_ENDING:
            raise UsageError(
                f"Berkas {name} memuat makro, sehingga hasilnya harus berakhiran .xlsm.",
                f"Tuliskan -o {target.stem}{_MACRO_ENDING}.",
            )
        return write_cells(data, self.lke, cells_of(self.lke, self.added), name).data


def fill_lke(settings: Settings, source: Path | None, form: Path | None, portal: Path | None) -> Filling:
    """Return what an LKE is to be filled with.

    Args:
        settings: what holds for the whole run.
        source: a report or workbook that contains an LKE.
        form: the workbook to fill; an empty form if None.
        portal: answers of PortalRB.

    Raises:
        InputError: a source holds no LKE, or answers that do not fit the form.
    """
    benches = [Workbench(path, settings) for path in (form, source) if path is not None]
    lke = benches[-1].lke if benches else _default_form(settings)
    answers: dict[str, LkeAnswer] = {}
    added: dict[str, LkeAnswer] = {}
    notes: list[str] = []
    for path, bench in zip([p for p in (form, source) if p is not None], benches, strict=True):
        notes += bench.document.warnings
        read = {answer.code: answer for answer in bench.answers}
        answers |= {code: a for code, a in read.items() if path is source or code not in answers}
        if path is source:
            added |= read
    unit = next((b.document.identity for b in reversed(benches) if b.document.identity.satker), None)
    given = PortalAnswers((), unit=(unit.satker or "") if unit else "", year=unit.year if unit else None)
    if portal is not None:
        given = read_portalrb(portal.read_bytes() if portal.is_file() else _missing(portal), lke, portal.name)
        added |= {answer.code: answer for answer in given.answers}
    answers |= added
    ordered = tuple(answers[i.code] for i in lke.daftar_indikator if i.code in answers)
    packed = (form.read_bytes(), form.name) if form is not None else None
    written = tuple(added.values())
    answered = sum(answer.answer is not None for answer in ordered)
    notes.append(f"{answered} dari {len(lke.daftar_indikator)} indikator terjawab.")
    return Filling(lke, replace(given, answers=ordered), written, packed, tuple(notes))


def portal_file(filling: Filling) -> str:
    """Return the answers as PortalRB's JSON."""
    return json.dumps(portalrb_json(filling.lke, filling.given), ensure_ascii=False, indent=2) + "\n"


def _default_form(settings: Settings) -> Lke:
    from assistant.lke.load import load_lke

    return load_lke(settings.mappings_directory, settings.lke_year)


def _missing(path: Path) -> bytes:
    raise UsageError(f"Berkas {path} tidak ditemukan.", "Periksa nama berkas dan foldernya.")
