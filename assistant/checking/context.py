"""What a rule is given beside the document, and how it words a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.checking.law_text import LegalText, read_legal_text
from assistant.checking.model import Finding
from assistant.checking.rulebook import fill
from assistant.language.clean import fold
from assistant.language.regulations import Register, regulations

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from assistant.checking.conformance import SectionMatches
    from assistant.checking.format import Format
    from assistant.checking.model import MeasureEntry
    from assistant.checking.rulebook import RuleBook
    from assistant.checking.timeline import Timeline
    from assistant.checking.value_mentions import ValueMention
    from assistant.document import Block, Document
    from assistant.lke.answers import LkeAnswer
    from assistant.lke.model import Lke
    from assistant.mapping.model import MappingResult
    from assistant.reading.rencana import Rencana

# The contract of a finding's quote.
MAX_QUOTE_WORDS = 25
_MAX_PLACES = 4

_Shared = TypeVar("_Shared")


# A plan quotes a criterion without these: what it asks for is still to come.
_HOLLOW = frozenset({"jika", "ya", "telah", "sudah"})


def _told(text: str) -> str:
    """Return the words of a text in plain form, without those that only say whether something is done."""
    return " ".join(word for word in fold(text).split() if word not in _HOLLOW)


@dataclass(frozen=True)
class CheckContext:
    """Everything the rules need to know beside the document; nothing here opens a file.

    Attributes:
        matches, measures: None and empty for what is no laporan.
        rencana: the actions of a plan; None for other documents.
        register: the regulations that citations are held against.
    """

    document: Document
    fmt: Format
    lke: Lke
    mapping: MappingResult
    book: RuleBook
    matches: SectionMatches | None = None
    measures: tuple[MeasureEntry, ...] = ()
    rencana: Rencana | None = None
    register: Register = field(default_factory=regulations)
    _made: dict[Callable[[Document], Any], Any] = field(default_factory=dict, repr=False, compare=False)

    def shared(self, make: Callable[[Document], _Shared]) -> _Shared:
        """Return what `make` makes of the document: once, however many rules ask for it."""
        if make not in self._made:
            self._made[make] = make(self.document)
        made: _Shared = self._made[make]
        return made

    @cached_property
    def lke_answers(self) -> tuple[LkeAnswer, ...]:
        """The answers of the LKE that the document contains; empty if it contains none."""
        from assistant.lke.tables import read_answers

        return read_answers(self.document, self.lke)

    def quotes_lke(self, text: str, part: str) -> bool:
        """Whether `part` stands in words of the LKE that a text quotes: their slips are the form's own."""
        wanted, whole = _told(part), _told(text)
        return any(wanted in words and words in whole for words in self._lke_words)

    @cached_property
    def _lke_words(self) -> tuple[str, ...]:
        """The names and criteria of all indicators, as `_told` gives them."""
        forms = self.lke.daftar_indikator
        texts = [i.name for i in forms] + [text for i in forms for _, text in i.criteria]
        return tuple(told for text in texts if (told := _told(text)))

    @cached_property
    def legal(self) -> LegalText:
        """What the document cites, and its lists of legal bases."""
        return read_legal_text(self.document, self.register)

    @cached_property
    def position_of(self) -> dict[str, int]:
        """Index of each block in the document."""
        return {block.id: index for index, block in enumerate(self.document.blocks)}

    @cached_property
    def index_values(self) -> tuple[ValueMention, ...]:
        """The values of indices that the document gives, in order of the text."""
        from assistant.checking.value_mentions import find_mentions

        return find_mentions(self.document, self)

    @cached_property
    def timeline(self) -> Timeline:
        """The document's parts, year and closing date, as the rules on time see them."""
        from assistant.checking.timeline import Timeline

        return Timeline(self)

    def phrases(self, name: str) -> tuple[str, ...]:
        """Return a list of phrases of the rule book; the rule names it in its registration."""
        return self.book.daftar[name]

    def patterns(self, name: str) -> tuple[re.Pattern[str], ...]:
        """Return the expressions of that name in the rule book; the rule names them in its registration."""
        return self.book.pola[name]

    def section_of(self, block: Block) -> str | None:
        """Return the id of the format's section that a block stands in; None if in none."""
        return self.matches.section_of(block.id) if self.matches else None

    def finding(
        self,
        rule: str,
        variant: str,
        *,
        block: Block | None = None,
        span: tuple[int, int] | None = None,
        quoted: bool = True,
        **values: object,
    ) -> Finding:
        """Return a finding in the words of the rule book.

        Args:
            rule: the rule's id.
            variant: which of its sentences.
            block: the block it is about; None where there is none.
            span: offsets of the passage in the block's text; the whole block if None.
            quoted: whether the passage itself is at fault; False where it only shows the place.
            values: what the sentences' fields stand for.
        """
        text = self.book.aturan[rule]
        words = text.varian[variant]
        start, end = span or (0, len(block.text) if block else 0)
        where = block.locate(start, end) if block else None
        return Finding(
            rule=rule,
            name=text.nama,
            severity=words.tingkat or text.tingkat,
            message=fill(words.pesan, values),
            suggestion=fill(words.saran, values),
            block=block.id if block else None,
            page=where.page if where else None,
            line=where.line if where else None,
            line_end=where.line_end if where else None,
            section=block.section if block else None,
            quote=quote(block.text[start:end]) if block and quoted else "",
        )

    def place(self, block: Block | None, offset: int = 0) -> str:
        """Return where a passage stands in words a reader can follow: page, line, or the section's title.

        Args:
            block: the block it stands in; None if that is not known.
            offset: where it starts in the block's text.
        """
        if block is None:
            return "tempat lain"
        where = block.locate(offset)
        if where.page is not None:
            return f"halaman {where.page}"
        if where.line is not None:
            return f"baris {where.line}"
        section = self.document.section_by_id.get(block.section or "")
        return f"bagian '{section.title}'" if section else "tempat lain"

    def also(self, here: tuple[Block, int], others: Iterable[tuple[Block, int]]) -> str:
        """Return where else the same is found, to be put behind a sentence: ` (juga di baris 12 dan 40)`.

        Only the first places are named, as many as a reader will look up; empty if there is no other.

        Args:
            here: block and offset of the passage that is quoted.
            others: those of the others.
        """
        first = self.place(*here)
        places = [place for place in dict.fromkeys(self.place(*other) for other in others) if place != first]
        if not places:
            return ""
        shown = places[:_MAX_PLACES] + (["tempat lain"] if len(places) > _MAX_PLACES else [])
        return f" (juga di {listed(shown)})"


def quote(text: str) -> str:
    """Return the first words of a passage, at most 25, with dots where it is cut."""
    words = text.split()
    if len(words) <= MAX_QUOTE_WORDS:
        return " ".join(words)
    return " ".join(words[: MAX_QUOTE_WORDS - 1]) + " …"


def listed(names: Sequence[str]) -> str:
    """Return names as an Indonesian enumeration."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return f"{names[0]} dan {names[1]}"
    return f"{', '.join(names[:-1])}, dan {names[-1]}"
