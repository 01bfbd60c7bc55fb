"""What next year's plan proposes by itself: `mappings/rencana-aksi.yaml`, validated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.language.clean import fold
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.lke.model import Indikator

FILE_NAME = "rencana-aksi.yaml"

Text = Annotated[str, Field(min_length=2)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1)]
Months = Annotated[tuple[Annotated[int, Field(ge=1, le=12)], ...], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Entry(_Strict):
    langkah: Text
    bukti: tuple[Text, ...] = ()
    jenis: str | None = None
    bulan: Months

    @field_validator("bulan")
    @classmethod
    def _ascending(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if list(value) != sorted(set(value)):
            raise ValueError("bulan ditulis urut dan masing-masing satu kali")
        return value


class _General(_Entry):
    kata: tuple[Text, ...]


class CriterionWords(_Strict):
    """How a criterion of the form becomes the aim of an action.

    Attributes:
        penghubung: what joins action and aim.
        awal: openings that are cut off, longest first.
        lampau: words that say that something is done already.
        kurang: words by which a criterion tells a lack; such a one is no aim.
        bukan_kurang: phrases with such a word that tell none.
    """

    penghubung: Text
    awal: Texts
    lampau: Texts
    kurang: Texts
    bukan_kurang: Texts


class ObstacleWords(_Strict):
    """How open obstacles of a report are known, and what a plan does about them."""

    kolom_kendala: Texts
    kolom_upaya: Texts
    terbuka: Texts
    langkah: Text
    jenis: str
    bulan: Months


class DecreeWords(_Strict):
    """The words of the decree; `{satker_panjang}` and `{tahun}` are filled in."""

    tentang: Text
    menimbang: Texts
    mengingat: Texts
    memutuskan: Texts

    @model_validator(mode="after")
    def _known_names(self) -> DecreeWords:
        for text in (self.tentang, *self.menimbang, *self.memutuskan):
            try:
                text.format(satker_panjang="", tahun="")
            except (KeyError, IndexError, ValueError, AttributeError) as error:
                raise ValueError("hanya {satker_panjang} dan {tahun} yang dikenal sebagai isian") from error
        return self


class _PlanFile(_Strict):
    bukti: dict[str, Texts]
    kriteria: CriterionWords
    kendala: ObstacleWords
    umum: Annotated[tuple[_General, ...], Field(min_length=1)]
    aksi: dict[str, _Entry]
    keputusan: DecreeWords

    @model_validator(mode="after")
    def _consistent(self) -> _PlanFile:
        named = {"kendala": self.kendala.jenis} | {code: e.jenis for code, e in self.aksi.items()}
        named |= {f"umum ke-{n}": entry.jenis for n, entry in enumerate(self.umum, 1)}
        for where, kind in named.items():
            if kind is not None and kind not in self.bukti:
                raise ValueError(f"jenis bukti '{kind}' pada {where} tidak ada dalam daftar bukti")
        for where, entry in self.aksi.items():
            if not entry.bukti and entry.jenis is None:
                raise ValueError(f"aksi {where} belum menyebut bukti atau jenis")
        if self.umum[-1].kata:
            raise ValueError("isian terakhir dari umum harus tanpa kata, supaya berlaku untuk semua")
        return self


@dataclass(frozen=True, slots=True)
class StandardAction:
    """What an office usually does for an indicator.

    Attributes:
        langkah: a verb phrase without full stop.
        bukti: the evidence that it leaves.
        months: when, 1 to 12, ascending.
    """

    langkah: str
    bukti: tuple[str, ...]
    months: tuple[int, ...]


@dataclass(frozen=True)
class PlanRules:
    """The file, ready for look-ups."""

    content: _PlanFile

    def action_for(self, indikator: Indikator) -> StandardAction:
        """Return the usual action for an indicator: its own, else the general one that its name calls for."""
        own = self.content.aksi.get(indikator.code)
        if own is not None:
            return self._built(own, own.langkah)
        name = f" {fold(indikator.name)} "
        general = next(
            e for e in self.content.umum if not e.kata or any(f" {fold(k)} " in name for k in e.kata)
        )
        return self._built(general, general.langkah.replace("{indikator}", indikator.name))

    def obstacle_action(self, obstacle: str) -> StandardAction:
        """Return the action that takes up an obstacle."""
        words = self.content.kendala
        return StandardAction(
            words.langkah.replace("{kendala}", obstacle), self.content.bukti[words.jenis], words.bulan
        )

    def _built(self, entry: _Entry, langkah: str) -> StandardAction:
        usual = self.content.bukti[entry.jenis] if entry.jenis else ()
        return StandardAction(langkah, tuple(dict.fromkeys((*entry.bukti, *usual))), entry.bulan)


@cache
def load_plan_rules(mappings: Path) -> PlanRules:
    """Return the proposals of a mappings directory.

    Raises:
        UsageError: the file is not there.
        MappingFileError: it is invalid or contradicts itself.
    """
    return PlanRules(load_validated(mappings / FILE_NAME, _PlanFile))
