"""What an audit returns (`zi/audit@1`): verdicts on LKE answers and on claims, their evidence, and links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.lke.answer_values import AnswerValue


class Verdict(StrEnum):
    """What an audit says of an answer or a claim; of a claim only one of `CLAIM_VERDICTS`."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    NO_NOTE = "no_note"
    NO_ANSWER = "no_answer"


CLAIM_VERDICTS = (Verdict.SUPPORTED, Verdict.CONTRADICTED, Verdict.UNSUPPORTED)


class VerdictKind(StrEnum):
    """Why an answer got its verdict."""

    FREQUENCY = "frequency"
    SCOPE = "scope"
    NEGATION = "negation"
    MISSING_ELEMENT = "missing_element"
    OFF_TOPIC = "off_topic"
    RESTATES_CRITERION = "restates_criterion"
    ARITHMETIC = "arithmetic"
    STALE_YEAR = "stale_year"
    UNDERSTATED = "understated"


class ClaimKind(StrEnum):
    """What a claim states: the kinds of year-bound facts that can be proved, and four of the audit's own."""

    DATE = "date"
    DECREE_NUMBER = "decree_number"
    LETTER_NUMBER = "letter_number"
    INDEX_VALUE = "index_value"
    COUNT = "count"
    PERCENTAGE = "percentage"
    AMOUNT = "amount"
    DURATION = "duration"
    DOCUMENT = "document"
    SYSTEM = "system"
    MEETING = "meeting"
    PUBLICATION = "publication"


class LinkKind(StrEnum):
    """What an address leads to, told by the address alone: links are never opened."""

    FOLDER = "folder"
    FILE = "file"
    FORM = "form"
    LOGIN = "login"
    VIDEO = "video"
    SOCIAL = "social"
    SHORTENER = "shortener"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A passage that speaks of an answer or a claim.

    Attributes:
        source: path of the file below the evidence folder, with `/`; or where in the report or LKE it stands.
        page: page of a PDF; None where the format has none, and where the file's name is the evidence.
        quote: the passage as written, shortened at its ends.
        score: 0 to 1, how closely it speaks of it.
    """

    source: str
    page: int | None
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class IndicatorVerdict:
    """The verdict on one answer of an LKE.

    Attributes:
        answer: `Ya`, `Tidak`, a letter or a number; None where there is none.
        kind: why; None where nothing is wrong or nothing can be told.
        why: one Indonesian sentence that quotes the deciding words.
        note: the office's note, as written.
    """

    code: str
    answer: AnswerValue
    verdict: Verdict
    kind: VerdictKind | None
    why: str
    note: str = ""
    evidence: tuple[EvidenceItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a report that evidence can prove or refute.

    Attributes:
        quote: the stretch of the block that states it, a clause or a sentence, from offset `start` to `end`.
        kind: what it states.
        value: what is to be found in the evidence, as written (`41 Tahun 2025`, `12 Maret 2025`, `93,4`).
        page, line, line_end: the quote's own, not its block's.
    """

    quote: str
    kind: ClaimKind
    value: str
    block: str
    start: int
    end: int
    page: int | None = None
    line: int | None = None
    line_end: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimVerdict:
    """The verdict on one claim, with the passages that decided it, the closest first."""

    claim: Claim
    verdict: Verdict
    why: str
    evidence: tuple[EvidenceItem, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditLink:
    """An address in the report or the LKE; `where` says in Indonesian where it stands."""

    url: str
    kind: LinkKind
    where: str = ""
    code: str = ""


@dataclass(frozen=True)
class AuditResult:
    """What one run of the audit found.

    Attributes:
        indicators: one for each question of the LKE; empty without an LKE.
        claims: in the order of the report; empty without a report.
        notes: Indonesian sentences on evidence that was skipped or could not be read.
    """

    indicators: tuple[IndicatorVerdict, ...] = ()
    claims: tuple[ClaimVerdict, ...] = ()
    links: tuple[AuditLink, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def has_contradiction(self) -> bool:
        """Whether something was contradicted, so that the command leaves with 10."""
        verdicts = [item.verdict for item in self.indicators] + [item.verdict for item in self.claims]
        return Verdict.CONTRADICTED in verdicts
