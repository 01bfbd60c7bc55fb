"""Rules on scales: values beyond them, conversions from 4 to 100, categories against their intervals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.rule import Rule, Scope
from assistant.checking.scales import scale_of, scales
from assistant.document import BlockKind
from assistant.language.indices import IndexKind, find_index_names
from assistant.language.numbers import Number, parse_number, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.checking.context import CheckContext
    from assistant.checking.model import Finding
    from assistant.checking.scales import Grade, Scale
    from assistant.checking.value_mentions import ValueMention
    from assistant.document import Block, Document

_DECIMAL = r"(?<![\d.,/])\d{1,3}[.,]\d{1,4}(?![\d/]|[.,]\d)"
# `88,50 pada skala 4`, `88,50 dari skala 0-4`.
_ON_FOUR = re.compile(
    rf"(?P<value>{_DECIMAL})\s*\(?(?:(?:pada|dari|dengan|dalam|dgn)\s+)?(?:rentang\s+)?skala\s+(?:[01](?:[.,]0+)?\s*(?:-|–|s\.?d\.?|sampai(?:\s+dengan)?)\s*)?4(?![\d.,]\d|\d)",
    re.IGNORECASE,
)
# A value on the scale to 4 with a per cent sign; gains are per cents.
_WITH_PERCENT = re.compile(r"(?P<value>(?<![\d.,/])[1-4][.,]\d{2})\s?(?:%|persen\b)", re.IGNORECASE)
_BEYOND = re.compile(r"(?P<value>(?<![\d.,/])\d{3}[.,]\d{1,2})(?![\d/]|[.,]\d|\s?%|\s?persen)")
_NEAR_NAME = 60


def impossible_values(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI905: values that their scale does not hold."""
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        for match in _ON_FOUR.finditer(block.text):
            value = _read(match["value"])
            if value and value.value > 4:
                yield context.finding("ZI905", "skala4", block=block, span=match.span(), nilai=value)
        if block.kind is not BlockKind.TABLE_ROW:
            yield from _beside_names(block, context)


def _beside_names(block: Block, context: CheckContext) -> Iterator[Finding]:
    """Yield findings for values near the name of a survey index that are no such value."""
    for start, end, kind in find_index_names(block.text):
        if not kind.is_survey:
            continue
        stop = min(end + _NEAR_NAME, len(block.text))
        for pattern, variant in ((_WITH_PERCENT, "persen"), (_BEYOND, "lebih")):
            match = pattern.search(block.text, end, stop)
            between = block.text[end : match.start()] if match else ""
            if (
                match is None
                or ". " in between
                or any(p.search(between) for p in context.patterns("selisih_nilai"))
            ):
                continue
            value = _read(match["value"])
            if value and (variant == "persen" or value.value > 100):
                yield context.finding(
                    "ZI905", variant, block=block, span=(start, match.end()), nilai=value, indeks=kind
                )


def _read(text: str) -> Number | None:
    return parse_number(text.replace(".", ","))


# ---- conversion from the scale to 4 to that to 100

_PAIR_IN_TEXT = re.compile(
    r"(?P<four>(?<![\d.,/])[1-4][.,]\d{1,4})(?![\d/])[^.;\d]{0,40}?(?:skala\s+(?:1\s?-\s?)?4[^.;\d]{0,20}?)?"
    r"(?:\bsetara\b|\bkonversi|\bdikonversi|\bekuivalen\b)[^.;\d]{0,40}?"
    r"(?P<hundred>(?<![\d.,/])(?:\d{2}|100)(?:[.,]\d{1,4})?)(?![\d/]|[.,]\d|\s?%|\s?persen)",
    re.IGNORECASE,
)
# `3,92 98,00 A (Sangat Baik)`: a row of a survey's results; the grade tells it from other pairs of numbers.
_PAIR_IN_ROW = re.compile(
    r"(?P<four>(?<![\d.,/])[1-4][.,]\d{2,4})[\s|]+(?P<hundred>(?:\d{2}|100)[.,]\d{1,4})[\s|]+[A-D]\b(?=[\s|]*[(“\"]?[STKB])",
)
# Fewer rows than these do not show that the numbers beside each other are conversions.
_MIN_PAIRS = 3
_MOST = 2 / 3


@dataclass(frozen=True, slots=True)
class _Pair:
    """A value on the scale to 4 beside its conversion."""

    block: Block
    span: tuple[int, int]
    four: Number
    hundred: Number

    @property
    def agrees(self) -> bool:
        """Whether 25 times the one is the other, as far as rounding and cutting tell."""
        slack = 25 * self.four.unit / 2 + self.hundred.unit
        return abs(self.four.value * 25 - self.hundred.value) <= slack + 1e-6


def wrong_conversions(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI906: a value on the scale to 4 whose conversion to 100 is another one."""
    for pair in _pairs(_PAIR_IN_TEXT, document):
        if not pair.agrees:
            yield _conversion_finding(pair, "pasti", context)
    rows = list(_pairs(_PAIR_IN_ROW, document)) + list(_pairs_in_tables(document))
    wrong = [pair for pair in rows if not pair.agrees]
    if len(rows) >= _MIN_PAIRS and len(wrong) <= (1 - _MOST) * len(rows):
        for pair in wrong:
            yield _conversion_finding(pair, "baris", context)


def _conversion_finding(pair: _Pair, variant: str, context: CheckContext) -> Finding:
    return context.finding(
        "ZI906",
        variant,
        block=pair.block,
        span=pair.span,
        nilai=pair.four,
        konversi=pair.hundred,
        benar=written(pair.four.value * 25, 2),
        asal=written(pair.hundred.value / 25, max(2, pair.four.decimals)),
    )


def _pairs(pattern: re.Pattern[str], document: Document) -> Iterator[_Pair]:
    for block in document.blocks:
        if block.kind is BlockKind.NOISE or (block.kind is BlockKind.TABLE_ROW and block.table):
            continue
        for match in pattern.finditer(block.text):
            four, hundred = _read(match["four"]), _read(match["hundred"])
            if four and hundred and four.value <= 4 and 25 <= hundred.value <= 100:
                yield _Pair(block, match.span(), four, hundred)


def _pairs_in_tables(document: Document) -> Iterator[_Pair]:
    """Yield the pairs in adjoining cells where the titles name both scales or a conversion."""
    rows = {(b.table, b.row): b for b in document.blocks if b.kind is BlockKind.TABLE_ROW}
    for table in document.tables:
        for left, right in zip(range(len(table.header)), range(1, len(table.header)), strict=False):
            if not _names_conversion(table.header[left], table.header[right]):
                continue
            for index, cells in enumerate(table.rows):
                four = parse_number(cells[left], dot_is_decimal=True)
                hundred = parse_number(cells[right], dot_is_decimal=True)
                block = rows.get((table.id, index))
                if block and four and hundred and 1 <= four.value <= 4 and 25 <= hundred.value <= 100:
                    yield _Pair(block, (0, len(block.text)), four, hundred)


def _names_conversion(left: str, right: str) -> bool:
    return "konversi" in right.lower() or bool(re.search(r"\b4\b", left) and re.search(r"\b100\b", right))


# ---- categories

_GRADE_WORDS = (
    r"(?:\b(?:ber)?(?:kategori|predikat|mutu|kinerja|kriteria)\b|\btergolong\b|\bnilai\s+mutu\b|\bpelayanan\b)"
    r"[^.;\d()\"“]{0,40}?"
)
_LETTER = r"(?-i:AA|BB|CC|[A-D])"


def wrong_grades(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI907: a category or letter that is not that of the value beside it."""
    told: set[str] = set()
    for mention in context.index_values:
        scale = scale_of(mention.kind, mention.scale)
        if scale is None:
            continue
        given = _given_grade(_words_of_grade(mention, document), scale)
        possible = list(scale.possible(mention.number.value, mention.number.unit))
        if given is None or not possible or given in possible:
            continue
        told.add(mention.block.id)
        yield context.finding(
            "ZI907",
            "utama",
            block=mention.block,
            span=mention.span if mention.block.kind is BlockKind.TABLE_ROW else _until_grade(mention, given),
            indeks=mention.kind,
            nilai=mention.number,
            tertulis=given.label,
            benar=possible[0].label,
            dari=written(possible[0].dari, 2),
            sampai=written(possible[0].sampai, 2),
            sumber=scale.sumber.split(",")[0],
        )
    yield from _wrong_grades_of_rows([b for b in document.blocks if b.id not in told], context)


def _until_grade(mention: ValueMention, given: Grade) -> tuple[int, int]:
    """Return the value with the words behind it up to its category."""
    behind = mention.behind.lower()
    reach = max(behind.find(given.sebutan) + len(given.sebutan), 1)
    return mention.span[0], min(mention.span[1] + max(reach, 20), len(mention.block.text))


def _words_of_grade(mention: ValueMention, document: Document) -> str:
    """Return the words in which a value's category stands: those behind it, or the cells of its row."""
    if mention.block.kind is not BlockKind.TABLE_ROW:
        return mention.behind
    table = document.table_by_id.get(mention.block.table or "")
    if table is None or mention.block.row is None or mention.block.row < 0:
        return ""
    cells = table.rows[mention.block.row]
    titled = [
        cell
        for title, cell in zip(table.header, cells, strict=False)
        if re.search(r"\b(?:mutu|kategori|predikat|kinerja|kriteria)\b", title, re.IGNORECASE)
    ]
    return f"kategori {titled[0]}" if len(titled) == 1 and len(titled[0].split()) <= 5 else ""


def _given_grade(text: str, scale: Scale) -> Grade | None:
    """Return the category that words behind a value give it; None if none, several, or other words."""
    names = "|".join(
        r"\s+".join(g.sebutan.split()) for g in sorted(scale.kategori, key=lambda g: -len(g.sebutan))
    )
    quoted = r"[\s(\[\"“”'‘’,/:-]{0,4}"
    pattern = (
        rf"(?:{_GRADE_WORDS}|^\s*\(){quoted}(?:(?P<letter>{_LETTER})(?![\w-]){quoted}"
        rf"(?:(?:atau|dengan|kategori|kinerja|predikat|berkinerja|mutu|unit|pelayanan)\s+){{0,4}}{quoted})?(?P<name>\b(?:{names})\b)?"
    )
    for match in re.finditer(pattern, text, re.IGNORECASE):
        letter, name = match["letter"], match["name"]
        if not letter and not name:
            continue
        named = " ".join(name.lower().split()) if name else ""
        fits = [g for g in scale.kategori if (g.sebutan == named if name else g.huruf == letter)]
        return fits[0] if fits else None
    return None


_ROW_GRADE = re.compile(
    r"(?P<value>(?<![\d.,/])(?:[1-4][.,]\d{2,4}|\d{2,3}[.,]\d{1,4}))[\s|]+(?P<letter>[A-D])[\s|]*"
    r"\(\s*(?P<name>[A-Za-z ]{4,14})\s*\)"
)


def _wrong_grades_of_rows(blocks: Sequence[Block], context: CheckContext) -> Iterator[Finding]:
    """Yield rows without an index's name (`3,02 A (Sangat Baik)`) whose letter is not that of their value."""
    surveys = [scale for scale in scales() if IndexKind.IKM in scale.indeks]
    for block in blocks:
        if block.kind is BlockKind.NOISE:
            continue
        for match in _ROW_GRADE.finditer(block.text):
            if find_index_names(block.text):  # told with the index's name, if wrong
                break
            value = _read(match["value"])
            scale = next((s for s in surveys if value and (value.value <= 4) == (s.skala == 4)), None)
            if value is None or scale is None:
                continue
            named = " ".join(match["name"].lower().split())
            possible = list(scale.possible(value.value, value.unit))
            if (
                possible
                and named in {g.sebutan for g in scale.kategori}
                and all(g.sebutan != named for g in possible)
            ):
                yield context.finding(
                    "ZI907",
                    "baris",
                    block=block,
                    span=match.span(),
                    nilai=value,
                    tertulis=f"{match['letter']} ({named.title()})",
                    benar=possible[0].label,
                    dari=written(possible[0].dari, 2),
                    sampai=written(possible[0].sampai, 2),
                    sumber=scale.sumber.split(",")[0],
                )


def split_grades(document: Document, context: CheckContext) -> Iterator[Finding]:
    """ZI908: a letter and a name of quality side by side that do not belong together (`B (Sangat Baik)`)."""
    grades = [grade for scale in scales() if IndexKind.IKM in scale.indeks for grade in scale.kategori]
    known = {(grade.huruf, grade.sebutan) for grade in grades}
    for block in document.blocks:
        if block.kind is BlockKind.NOISE:
            continue
        for match in _LETTER_AND_NAME.finditer(block.text):
            name = " ".join(match["name"].lower().split())
            if (match["letter"], name) not in known and name in {n for _, n in known}:
                right = next(letter for letter, n in known if n == name)
                yield context.finding(
                    "ZI908",
                    "utama",
                    block=block,
                    span=match.span(),
                    huruf=match["letter"],
                    sebutan=name.title(),
                    benar=right,
                )


_LETTER_AND_NAME = re.compile(
    r"(?<![\w.])[\"“']?(?P<letter>[A-D])[\"”']?\s*"
    r"\(\s*[\"“']?(?P<name>(?i:sangat baik|tidak baik|kurang baik|baik))[\"”']?\s*\)"
)


RULES = {
    "ZI905": Rule(impossible_values, Scope.LAPORAN, patterns=("selisih_nilai",)),
    "ZI906": Rule(wrong_conversions, Scope.LAPORAN),
    "ZI907": Rule(wrong_grades, Scope.LAPORAN, yields_to=("ZI906", "ZI908")),
    "ZI908": Rule(split_grades, Scope.LAPORAN),
}
