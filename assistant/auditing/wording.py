"""What the audit says of a claim, in Indonesian: one sentence that names the deciding words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.auditing.model import ClaimKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.auditing.model import Claim, EvidenceItem

# A passage in a table of claims is read at a glance.
_MAX_QUOTE = 240
_NAMES = {
    ClaimKind.DATE: "tanggal",
    ClaimKind.DECREE_NUMBER: "nomor keputusan",
    ClaimKind.LETTER_NUMBER: "nomor naskah",
    ClaimKind.INDEX_VALUE: "nilai indeks",
    ClaimKind.COUNT: "jumlah",
    ClaimKind.PERCENTAGE: "persentase",
    ClaimKind.AMOUNT: "nilai uang",
    ClaimKind.DURATION: "lama waktu",
    ClaimKind.DOCUMENT: "dokumen",
    ClaimKind.SYSTEM: "sarana",
    ClaimKind.MEETING: "kegiatan",
    ClaimKind.PUBLICATION: "publikasi",
}


def why(claim: Claim, verdict: Verdict, items: Sequence[EvidenceItem], said: str) -> str:
    """Return why a claim got its verdict.

    Args:
        claim: the claim.
        verdict: the verdict on it.
        items: the evidence, the deciding one first; empty for `unsupported`.
        said: what that evidence says in place of the claim's value, as written; empty if it is no value.
    """
    name = _NAMES[claim.kind]
    if verdict is Verdict.UNSUPPORTED or not items:
        return f"Tidak ada bukti yang menyebut {name} “{claim.value}”."
    place = f"{items[0].source}, hlm. {items[0].page}" if items[0].page else items[0].source
    if verdict is Verdict.SUPPORTED:
        return f"{place} memuat {name} “{said or claim.value}”."
    if said:
        return f"Laporan menyebut {name} “{claim.value}”, sedangkan {place} menyebut “{said}”."
    return f"Laporan menyebut {name} “{claim.value}”, sedangkan {place} menyatakan lain: “{items[0].quote}”."


def shortened(text: str, around: str) -> str:
    """Return a passage cut to a readable length around some of its words."""
    plain = " ".join(text.split())
    if len(plain) <= _MAX_QUOTE:
        return plain
    middle = max(0, plain.find(" ".join(around.split()))) if around else 0
    start = max(0, min(middle - _MAX_QUOTE // 2, len(plain) - _MAX_QUOTE))
    start = plain.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(plain), start + _MAX_QUOTE)
    end = plain.rfind(" ", start, end) if end < len(plain) and plain.rfind(" ", start, end) > start else end
    return f"{'… ' if start else ''}{plain[start:end]}{' …' if end < len(plain) else ''}"
