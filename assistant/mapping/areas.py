"""What the headings above a text say about it: its area, its topic, whether it bears an indicator at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from assistant.language.clean import fold
from assistant.language.numbering import split_marker
from assistant.language.similarity import ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.mapping.profiles import Lexicon

# A heading names something if it is this similar, letter by letter, to a known way of naming it: high enough
# to keep `penguatan pengawasan` from `penguatan akuntabilitas`, low enough for two wrong letters of a scan.
_SAME = 0.86
# A heading may say more than the name (`Hasil Area Manajemen Perubahan Tahun 2025`), but not a sentence more.
_MAX_WORDS_AROUND = 6
# No report has as many headings; a stream without end must not fill the memory.
_MAX_PATHS = 5_000
_Meant = TypeVar("_Meant", int, str)


@dataclass(frozen=True, slots=True)
class HeadingContext:
    """What a heading path tells.

    Attributes:
        area: number of the area of change; None if no heading names one.
        hasil: group under Hasil (`B.I`, `B.II`) that a heading names; None if none.
        silent: the section never bears an indicator.
        doubtful: texts count only if they are clearly about one indicator.
        topic: words of the nearest heading that may name a sub-area or indicator; empty if none does.
        area_heading: the heading that named the area, for the reasons.
        at_area: the area's own heading is the nearest one.
    """

    area: int | None = None
    hasil: str | None = None
    silent: bool = False
    doubtful: bool = False
    topic: str = ""
    area_heading: str = ""
    at_area: bool = False


class HeadingReader:
    """Reads heading paths against the lexicon; numbering is ignored because offices number as they please."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._areas = [(fold(name), area.number) for area in lexicon.areas for name in area.headings]
        self._hasil = [
            (fold(name), code)
            for code, group in lexicon.groups.items()
            if code.startswith("B.")
            for name in group.headings
        ]
        silence = lexicon.silence
        self._silent = [fold(name) for name in silence.headings]
        self._doubtful = [fold(name) for name in silence.doubtful]
        self._containers = [fold(name) for name in silence.containers]
        self._cache: dict[tuple[str, ...], HeadingContext] = {}

    def read(self, path: Sequence[str]) -> HeadingContext:
        """Return what a heading path, outermost first, tells of the texts below it."""
        key = tuple(path)
        if key not in self._cache:
            if len(self._cache) >= _MAX_PATHS:
                self._cache.clear()
            self._cache[key] = self._read(key)
        return self._cache[key]

    def area_of(self, heading: str) -> int | None:
        """Return the number of the area that a heading names; None if it names none or several."""
        return self._named(_title(heading))[0]

    def _named(self, title: str) -> tuple[int | None, str | None]:
        """Return the area or the group of Hasil that a title names; likeness as a whole goes first."""
        area = _alike(title, self._areas)
        if area is not None:
            return area, None
        hasil = _alike(title, self._hasil)
        if hasil is not None:
            return None, hasil
        area = _contained(title, self._areas)
        return area, _contained(title, self._hasil) if area is None else None

    def _read(self, path: tuple[str, ...]) -> HeadingContext:
        area: int | None = None
        hasil: str | None = None
        area_heading = ""
        silent = doubtful = False
        topical: list[str] = []
        for heading in path:
            title = _title(heading)
            named, named_hasil = self._named(title)
            if named is not None or named_hasil is not None:
                area, hasil, area_heading = named, named_hasil, heading
                silent = doubtful = False
                topical.clear()
                if named_hasil is not None:
                    topical.append(title)
            elif _is_one_of(title, self._silent):
                silent = True
            elif _is_one_of(title, self._containers):
                continue
            elif _is_one_of(title, self._doubtful):
                doubtful = True
            elif title:
                topical.append(title)
        return HeadingContext(
            area=area,
            hasil=hasil,
            silent=silent,
            doubtful=doubtful,
            topic=topical[-1] if topical else "",
            area_heading=area_heading,
            at_area=area is not None and not topical,
        )


def _title(heading: str) -> str:
    """Return a heading's words without numbering, case and punctuation."""
    return fold(split_marker(heading)[1])


def _alike(title: str, names: Sequence[tuple[str, _Meant]]) -> _Meant | None:
    """Return what a title names as a whole; None if it is like none of the names."""
    likeness, meant = max((ratio(title, name), meant) for name, meant in names)
    return meant if likeness >= _SAME else None


def _contained(title: str, names: Sequence[tuple[str, _Meant]]) -> _Meant | None:
    """Return what a title names among a few other words; None if it names nothing, or several."""
    found = {
        meant
        for name, meant in names
        if f" {name} " in f" {title} " and len(title.split()) <= len(name.split()) + _MAX_WORDS_AROUND
    }
    return found.pop() if len(found) == 1 else None


def _is_one_of(title: str, names: Sequence[str]) -> bool:
    """Return whether a title is one of these names, or begins with one of several words."""
    return any(
        ratio(title, name) >= _SAME or (" " in name and title.startswith(f"{name} ")) for name in names
    )
