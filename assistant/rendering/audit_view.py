"""What every view of an audit shares: its words, its order, and its JSON (`zi/audit@1`)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from assistant.auditing.model import CLAIM_VERDICTS, ClaimKind, LinkKind, Verdict, VerdictKind
from assistant.lke.model import Answer
from assistant.rendering.json_output import Json, Rules, head
from assistant.rendering.wording import number_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.auditing.model import AuditResult, ClaimVerdict, EvidenceItem, IndicatorVerdict
    from assistant.document import Document
    from assistant.lke.answer_values import AnswerValue
    from assistant.lke.model import Indikator

Judged = TypeVar("Judged", "IndicatorVerdict", "ClaimVerdict")

# The worst first, as a reviewer reads them.
VERDICT = {
    Verdict.CONTRADICTED: "Bertentangan",
    Verdict.UNSUPPORTED: "Tidak didukung",
    Verdict.PARTLY: "Sebagian",
    Verdict.NO_NOTE: "Tanpa catatan",
    Verdict.NO_ANSWER: "Tanpa jawaban",
    Verdict.SUPPORTED: "Didukung",
}
VERDICT_KIND = {
    VerdictKind.FREQUENCY: "frekuensi",
    VerdictKind.SCOPE: "cakupan",
    VerdictKind.NEGATION: "catatan menyangkal",
    VerdictKind.MISSING_ELEMENT: "unsur tidak disebut",
    VerdictKind.OFF_TOPIC: "catatan tentang hal lain",
    VerdictKind.RESTATES_CRITERION: "mengulang kriteria",
    VerdictKind.ARITHMETIC: "angka tidak cocok",
    VerdictKind.STALE_YEAR: "bukti tahun lama",
    VerdictKind.UNDERSTATED: "jawaban lebih rendah daripada catatan",
}
CLAIM_KIND = {
    ClaimKind.DATE: "tanggal",
    ClaimKind.DECREE_NUMBER: "nomor keputusan",
    ClaimKind.LETTER_NUMBER: "nomor surat",
    ClaimKind.INDEX_VALUE: "nilai indeks",
    ClaimKind.COUNT: "jumlah",
    ClaimKind.PERCENTAGE: "persentase",
    ClaimKind.AMOUNT: "nilai uang",
    ClaimKind.DURATION: "lama waktu",
    ClaimKind.DOCUMENT: "dokumen",
    ClaimKind.SYSTEM: "sistem",
    ClaimKind.MEETING: "rapat atau kegiatan",
    ClaimKind.PUBLICATION: "publikasi",
}
LINK_KIND = {
    LinkKind.FOLDER: "folder",
    LinkKind.FILE: "berkas",
    LinkKind.FORM: "formulir",
    LinkKind.LOGIN: "halaman masuk",
    LinkKind.VIDEO: "video",
    LinkKind.SOCIAL: "media sosial",
    LinkKind.SHORTENER: "tautan singkat",
    LinkKind.SITE: "situs",
}
# Shades of chips, cards and cells: names of classes in the style sheet.
SHADE = {
    Verdict.CONTRADICTED: "error",
    Verdict.UNSUPPORTED: "warning",
    Verdict.PARTLY: "info",
    Verdict.NO_NOTE: "none",
    Verdict.NO_ANSWER: "none",
    Verdict.SUPPORTED: "ok",
}


def worst_first(items: Sequence[Judged]) -> list[Judged]:
    """Return verdicts by their weight, each in the order given."""
    order = list(VERDICT)
    return sorted(items, key=lambda item: order.index(item.verdict))


def counts(items: Iterable[IndicatorVerdict] | Iterable[ClaimVerdict]) -> Counter[Verdict]:
    """Return how often each verdict was given."""
    return Counter(item.verdict for item in items)


def answer_in_words(answer: AnswerValue, indikator: Indikator) -> str:
    """Return an answer as people write it: `B`, `Ya`, `85,7 %`, `3,67`; empty where there is none."""
    if isinstance(answer, float | int):
        if indikator.answer is Answer.PERSEN:
            return f"{number_in_words(100 * answer)} %"
        return number_in_words(answer)
    return answer or ""


def source_in_words(item: EvidenceItem) -> str:
    """Return where a passage of evidence stands: `2-sdm/sk-tim.pdf, hlm. 3`."""
    return f"{item.source}, hlm. {item.page}" if item.page is not None else item.source


def summary(result: AuditResult) -> str:
    """Return the one sentence that a reviewer reads first."""
    said = [
        f"{part} {name}"
        for name, items in (("jawaban LKE", counts(result.indicators)), ("pernyataan", counts(result.claims)))
        if (part := items[Verdict.CONTRADICTED])
    ]
    if said:
        return f"{' dan '.join(said)} bertentangan dengan catatan atau buktinya."
    open_ones = sum(counts(items)[Verdict.UNSUPPORTED] for items in (result.indicators, result.claims))
    if open_ones:
        return f"Tidak ada yang bertentangan; {open_ones} belum didukung catatan atau bukti."
    return "Tidak ada yang bertentangan dan tidak ada yang dibiarkan tanpa dukungan."


def claim_counts(result: AuditResult) -> list[tuple[Verdict, int]]:
    """Return how often each verdict was given on claims, worst first."""
    found = counts(result.claims)
    return [(verdict, found[verdict]) for verdict in VERDICT if verdict in CLAIM_VERDICTS]


def answer_counts(result: AuditResult) -> list[tuple[Verdict, int]]:
    """Return how often each verdict was given on answers, worst first."""
    found = counts(result.indicators)
    return [(verdict, found[verdict]) for verdict in VERDICT]


# --- JSON


def audit_json(document: Document, result: AuditResult, rules: Rules) -> Json:
    """Return an audit (`zi/audit@1`).

    Args:
        document: the report; the LKE where there is no report.
        result: what was found.
        rules: the mappings that applied.
    """
    return head("zi/audit@1", document, rules, result.notes) | {
        "indicators": [_indicator_json(item) for item in result.indicators],
        "claims": [_claim_json(item) for item in result.claims],
    }


def _indicator_json(item: IndicatorVerdict) -> Json:
    return {
        "code": item.code,
        "answer": item.answer,
        "verdict": item.verdict.value,
        "kind": item.kind.value if item.kind else None,
        "why": item.why,
        "note": item.note,
        "evidence": _evidence_json(item.evidence),
    }


def _claim_json(item: ClaimVerdict) -> Json:
    claim = item.claim
    return {
        "quote": claim.quote,
        "kind": claim.kind.value,
        "value": claim.value,
        "verdict": item.verdict.value,
        "why": item.why,
        "evidence": _evidence_json(item.evidence),
        "block": claim.block,
        "page": claim.page,
        "line": claim.line,
        "line_end": claim.line_end,
    }


def _evidence_json(items: Sequence[EvidenceItem]) -> list[Json]:
    return [{"source": e.source, "page": e.page, "quote": e.quote, "score": round(e.score, 4)} for e in items]
