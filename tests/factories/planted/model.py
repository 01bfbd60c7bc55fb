"""What a planted defect is, the document it is planted into, and how a text in it is changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.factories.spec import Heading, Line, ListItem, Paragraph, Picture, TableSpec

if TYPE_CHECKING:
    from random import Random

    from tests.factories.spec import DocumentSpec, Element
    from tests.factories.utuh.angka import Whole

TEXTS: tuple[type[Any], ...] = (Paragraph, ListItem)


class NoPlaceError(Exception):
    """The document offers no place for this kind of defect."""


@dataclass(frozen=True)
class Spot:
    """One text of an element: a field's name, and row and column where it is a table's cell."""

    index: int
    name: str
    row: int = 0
    column: int = 0


@dataclass
class Bed:
    """A document while defects are planted into it.

    Attributes:
        elements: the elements as they are now.
        taken: elements that hold a defect, or that one was drawn from; left alone by the next.
        later: elements and what took their place.
        passage: the words at fault, where they are less than an element: a table's row.
    """

    whole: Whole
    elements: list[Element]
    rng: Random
    taken: list[Element] = field(default_factory=list)
    later: list[tuple[Element, Element]] = field(default_factory=list)
    passage: str = ""

    @property
    def facts(self) -> dict[str, str]:
        """The facts that the document tells."""
        return dict(self.whole.facts)

    @property
    def year(self) -> int:
        """The year of the document."""
        return self.whole.year

    def is_free(self, index: int) -> bool:
        """Whether an element may still be changed."""
        return not any(element is self.elements[index] for element in self.taken)

    def spots(self, *kinds: type[Any]) -> Iterator[Spot]:
        """Yield the texts of free elements of these kinds; of paragraphs and items if none is named."""
        for index, element in enumerate(self.elements):
            if isinstance(element, kinds or TEXTS) and self.is_free(index):
                yield from (spot for spot in _spots(index, element))

    def read(self, spot: Spot) -> str:
        """Return the text of a spot."""
        element: Any = self.elements[spot.index]
        if spot.name == "cell":
            return str(element.rows[spot.row][spot.column])
        return str(getattr(element, spot.name))

    def write(self, spot: Spot, text: str) -> Element:
        """Write the text of a spot and return the element that holds it now."""
        element: Any = self.elements[spot.index]
        if spot.name == "cell":
            rows = [list(row) for row in element.rows]
            rows[spot.row][spot.column] = text
            changed = replace(element, rows=tuple(tuple(row) for row in rows))
            self.passage = " | ".join(rows[spot.row])
        else:
            changed = replace(element, **{spot.name: text})
        return self.put(spot.index, changed)

    def put(self, index: int, element: Any) -> Element:
        """Put an element in the place of another and mark it as taken."""
        self.later.append((self.elements[index], element))
        self.elements[index] = element
        self.taken.append(element)
        return self.elements[index]

    def swap(
        self, pattern: str, new: str | Callable[[re.Match[str]], str], *kinds: type[Any], where: str = ""
    ) -> Element:
        """Replace one random match of a pattern in a free element and return the element.

        Args:
            where: a pattern that the headings above must match.

        Raises:
            NoPlaceError: nothing matches, or nothing would change.
        """
        found = [
            (spot, match)
            for spot in self.spots(*kinds)
            if re.search(where, self.path(spot.index))
            for match in re.finditer(pattern, self.read(spot))
        ]
        self.rng.shuffle(found)
        for spot, match in found:
            text = self.read(spot)
            instead = new if isinstance(new, str) else new(match)
            if instead != match[0]:
                return self.write(spot, text[: match.start()] + instead + text[match.end() :])
        raise NoPlaceError(pattern)

    def append_sentence(self, sentence: str, where: str = r"Area|[1-6]\. ") -> Element:
        """Add a sentence to a random free paragraph below matching headings."""
        spots = [s for s in self.spots(Paragraph) if re.search(where, self.path(s.index))]
        spots = [s for s in spots if self.read(s).endswith(".")]
        if not spots:
            raise NoPlaceError(where)
        spot = self.rng.choice(spots)
        return self.write(spot, f"{self.read(spot)} {sentence}")

    def path(self, index: int) -> str:
        """Return the headings above an element, joined by ` > `."""
        above: list[Heading] = []
        for element in self.elements[: index + 1]:
            if isinstance(element, Heading):
                above = [heading for heading in above if heading.level < element.level] + [element]
        return " > ".join(heading.text for heading in above)

    def headings(self, level: int | None = None, title: str = "") -> list[int]:
        """Return the places of the headings of a level whose title matches."""
        return [
            index
            for index, element in enumerate(self.elements)
            if isinstance(element, Heading)
            and level in (None, element.level)
            and re.search(title, element.title, re.IGNORECASE)
        ]

    def end_of(self, start: int) -> int:
        """Return the place after the last element below a heading."""
        level = self._heading(start).level
        end = start + 1
        while end < len(self.elements):
            element = self.elements[end]
            if isinstance(element, Heading) and element.level <= level:
                break
            end += 1
        return end

    def _heading(self, index: int) -> Heading:
        element = self.elements[index]
        if not isinstance(element, Heading):
            raise NoPlaceError(f"no heading at {index}")
        return element

    def heading(self, index: int) -> Heading:
        """Return the heading at a place."""
        return self._heading(index)

    def choose(self, places: list[int]) -> int:
        """Return one of the places.

        Raises:
            NoPlaceError: there is none.
        """
        if not places:
            raise NoPlaceError("no such element")
        return self.rng.choice(places)


def _spots(index: int, element: Element) -> Iterator[Spot]:
    match element:
        case Heading():
            yield Spot(index, "title")
        case Paragraph() | ListItem() | Line():
            yield Spot(index, "text")
        case Picture():
            yield Spot(index, "caption")
        case TableSpec():
            yield Spot(index, "caption")
            for row, cells in enumerate(element.rows):
                yield from (Spot(index, "cell", row, column) for column, cell in enumerate(cells) if cell)
        case _:
            pass


Sow = Callable[[Bed], "Element | None"]


@dataclass(frozen=True)
class Kind:
    """A kind of defect.

    Attributes:
        expected: beginnings of ids of rules that may tell it (`ZI5`, `ZI403`).
        severity: the least severity a finding must have.
        what: English description.
        sow: plants it and returns the element at fault; None where something was taken away.
        document: `laporan`, `tabel` (a plan as table) or `naratif`.
        form: `text` or `docx`, where it is best seen.
        gentle: leaves the order of sections alone, so that others may be planted beside it.
        pair: two passages disagree; the finding may stand at either.
    """

    name: str
    expected: tuple[str, ...]
    severity: str
    what: str
    sow: Sow
    document: str = "laporan"
    form: str = "text"
    gentle: bool = True
    pair: bool = False


@dataclass(frozen=True)
class Planted:
    """A defect in a document: its kind, and the index of the element at fault (None if taken away)."""

    kind: Kind
    place: int | None
    text: str = ""


def text_of(element: Element) -> str:
    """Return all the text of an element."""
    match element:
        case Heading() | Paragraph() | Line():
            return element.text
        case ListItem():
            return element.printed
        case Picture():
            return element.caption_line
        case TableSpec():
            cells = [cell for row in (element.header, *element.rows) for cell in row]
            return " | ".join([element.caption_line, *cells])
        case _:
            return ""


def sow_all(
    whole: Whole, spec: DocumentSpec, kinds: list[Kind], rng: Random
) -> tuple[DocumentSpec, list[Planted]]:
    """Return the document with the defects that found a place in it, and their records."""
    bed = Bed(whole, list(spec.elements), rng)
    sown: list[tuple[Kind, Element | None, str]] = []
    for kind in kinds:
        bed.passage = ""
        try:
            element = kind.sow(bed)
        except NoPlaceError:
            continue
        sown.append((kind, element, bed.passage))
    records = []
    for kind, element, passage in sown:
        for old, new in bed.later:
            element = new if element is old else element
        place = next((i for i, e in enumerate(bed.elements) if e is element), None)
        records.append(Planted(kind, place, passage or (text_of(element) if element is not None else "")))
    return spec.having(bed.elements), records
