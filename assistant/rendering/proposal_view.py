"""Proposals for an LKE as JSON (`zi/proposals@1`) and in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.rendering.json_output import head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.auditing.proposals import Proposal
    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.rendering.json_output import Json, Rules

# The codes that still fit on a line of a terminal; the JSON has them all.
_SHOWN = 12


def proposals_json(document: Document, proposals: Sequence[Proposal], lke: Lke, rules: Rules) -> Json:
    """Return the proposals for an LKE, and the questions without one (`zi/proposals@1`)."""
    return head("zi/proposals@1", document, rules) | {
        "proposals": [_proposal_json(proposal, lke) for proposal in proposals],
        "missing": _missing(proposals, lke),
    }


def _proposal_json(proposal: Proposal, lke: Lke) -> Json:
    return {
        "code": proposal.code,
        "name": lke.name_of(proposal.code),
        "answer": proposal.answer,
        "note": proposal.note,
        "passages": [
            {
                "block": passage.block,
                "text": passage.text,
                "section": passage.section,
                "page": passage.page,
                "line": passage.line,
                "line_end": passage.line_end,
            }
            for passage in proposal.passages
        ],
        "evidence": [
            {"kind": item.kind.value, "text": item.text, "page": item.page} for item in proposal.evidence
        ],
    }


def proposal_summary(proposals: Sequence[Proposal], lke: Lke) -> tuple[str, ...]:
    """Return what is to be said of proposals: for how many questions, and which have none."""
    answered = sum(proposal.answer is not None for proposal in proposals)
    missing = _missing(proposals, lke)
    spoken = f"{len(proposals)} dari {len(lke.daftar_indikator)} indikator"
    said = [
        f"Usulan dari laporan untuk {spoken}, {answered} di antaranya dengan usulan jawaban.",
        "Periksa setiap sel berlatar kuning yang memuat kata Usulan sebelum LKE dikirim.",
    ]
    if missing:
        more = f", dan {len(missing) - _SHOWN} lainnya" if len(missing) > _SHOWN else ""
        said.append(f"Tanpa usulan ({len(missing)} indikator): {', '.join(missing[:_SHOWN])}{more}.")
    return tuple(said)


def _missing(proposals: Sequence[Proposal], lke: Lke) -> list[str]:
    proposed = {proposal.code for proposal in proposals}
    return [indikator.code for indikator in lke.daftar_indikator if indikator.code not in proposed]
