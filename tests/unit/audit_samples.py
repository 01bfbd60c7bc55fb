"""An invented audit with everything that one can hold, for the tests of its views."""

from __future__ import annotations

from dataclasses import replace

import rendering_samples as samples

from assistant.auditing.model import (
    AuditLink,
    AuditResult,
    Claim,
    ClaimKind,
    ClaimVerdict,
    EvidenceItem,
    IndicatorVerdict,
    LinkKind,
    Verdict,
    VerdictKind,
)
from assistant.lke.answers import LkeAnswer
from assistant.lke.model import Answer

SCAN = "1-perubahan/SK tim <kerja>.pdf"
_VERDICTS = tuple(Verdict)
_KINDS = (None, *VerdictKind)


def answers() -> tuple[LkeAnswer, ...]:
    """Return an answer to every question; the evaluators have answered some of them."""
    found = []
    for number, indikator in enumerate(samples.lke().daftar_indikator):
        if indikator.answer is Answer.PERSEN:
            value: str | float = 6 / 7
        elif indikator.answer is Answer.INDEKS:
            value = 3.668
        else:
            value = list(samples.lke().scales[indikator.answer])[number % 2]
        note = samples.HOSTILE if number == 0 else f"Catatan kantor tentang {indikator.code}."
        answer = LkeAnswer(indikator.code, value, note=note, evidence="=1+1", links=("https://a.example/x",))
        found.append(replace(answer, tpi_answer=value, tpi_note="Sesuai.") if number % 3 == 0 else answer)
    return tuple(found)


def audit() -> AuditResult:
    """Return an audit with every verdict and kind, and evidence in a file, in a name, and in the LKE."""
    evidence = (
        EvidenceItem(SCAN, 2, samples.HOSTILE, 0.91234567),
        EvidenceItem("2-sdm/daftar hadir.xlsx", None, "daftar hadir rapat tim", 0.4),
    )
    indicators = tuple(
        IndicatorVerdict(
            answer.code,
            answer.answer,
            _VERDICTS[n % len(_VERDICTS)],
            _KINDS[n % len(_KINDS)],
            f"Catatan menyebut “{answer.code}”, padahal kriteria meminta yang lain.",
            answer.note,
            evidence if n % 2 == 0 else (),
        )
        for n, answer in enumerate(answers())
    )
    verdicts = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNSUPPORTED)
    claims = tuple(
        ClaimVerdict(
            Claim("dibentuk dengan keputusan sekretaris", kind, "12 Maret 2025", "b6", 10, 46, None, 18, 18),
            verdicts[n % 3],
            "Bukti menyebut 13 Maret 2025.",
            evidence,
        )
        for n, kind in enumerate(ClaimKind)
    )
    links = tuple(
        AuditLink(f"https://contoh.example/{kind}", kind, "LKE A.I.1.i.a", "A.I.1.i.a") for kind in LinkKind
    )
    return AuditResult(indicators, claims, links, ("Berkas rusak.pdf tidak terbaca.",))
