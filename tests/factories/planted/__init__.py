"""Planted defects: kinds by family, each planted at random places with a record of what and where."""

from tests.factories.planted import gambar, hukum, identitas, isi, nilai, rencana, salinan, struktur, waktu
from tests.factories.planted.model import Kind, Planted, sow_all

KINDS: tuple[Kind, ...] = (
    *struktur.KINDS,
    *gambar.KINDS,
    *isi.KINDS,
    *rencana.KINDS,
    *waktu.KINDS,
    *identitas.KINDS,
    *salinan.KINDS,
    *hukum.KINDS,
    *nilai.KINDS,
)

__all__ = ["KINDS", "Kind", "Planted", "sow_all"]
