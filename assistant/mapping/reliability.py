"""How far the mapper's probabilities can be believed: `python -m assistant.mapping.reliability PLOT.svg`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.data import data_directory
from assistant.lke.load import load_lke
from assistant.mapping.model import Segment
from assistant.mapping.paragraphs import Part, load_paragraphs
from assistant.mapping.profiles import load_lexicon
from assistant.mapping.ranker import Mapper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.mapping.paragraphs import Paragraph

_BINS = 10
# The drawing, in its own units.
_SIZE, _EDGE = 320, 45


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same probability: the one said on average, the share that was right, how many."""

    said: float
    right: float
    count: int


def reliability(mapper: Mapper, paragraphs: Iterable[Paragraph]) -> tuple[Bin, ...]:
    """Return the bins of the best answers to these texts, with and without their headings, lowest first."""
    answers: list[tuple[float, bool]] = []
    for p in paragraphs:
        for path in dict.fromkeys((p.heading_path, ())):
            mapping = next(mapper.map_segments([Segment(p.id, p.text, p.kind, path)]))
            if mapping.candidates:
                best = mapping.candidates[0]
                answers.append((best.score, best.code in p.accepted))
    bins = []
    for n in range(_BINS):
        inside = [a for a in answers if n == min(_BINS - 1, int(a[0] * _BINS))]
        if inside:
            said, right = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            bins.append(Bin(said, right, len(inside)))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error: the mean gap between said and right, by number of answers."""
    total = sum(b.count for b in bins)
    return sum(abs(b.said - b.right) * b.count for b in bins) / total if total else 0.0


def draw(bins: Sequence[Bin]) -> str:
    """Return the reliability plot as SVG: best on the diagonal; the larger a dot, the more answers."""
    side = _SIZE - 2 * _EDGE

    def x(value: float) -> float:
        return round(_EDGE + side * value, 1)

    def y(value: float) -> float:
        return round(_SIZE - _EDGE - side * value, 1)

    most = max((b.count for b in bins), default=1)
    dots = [
        f'<circle cx="{x(b.said)}" cy="{y(b.right)}" r="{2 + 6 * (b.count / most) ** 0.5:.1f}"/>'
        for b in bins
    ]
    ticks = [
        f'<text x="{x(v)}" y="{y(0) + 16}">{v:.1f}</text>'
        f'<text x="{x(0) - 6}" y="{y(v) + 4}" class="v">{v:.1f}</text>'
        for v in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}">',
        "<style>text { font: 11px sans-serif; text-anchor: middle; } .v { text-anchor: end; }",
        "circle { fill: #b3261e; }</style>",
        f'<rect width="{_SIZE}" height="{_SIZE}" fill="white"/>',
        f'<rect x="{x(0)}" y="{y(1)}" width="{side}" height="{side}" fill="none" stroke="#888"/>',
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#888" stroke-dasharray="4"/>',
        *ticks,
        f'<text x="{x(0.5)}" y="{_SIZE - 8}">probability said</text>',
        f'<text x="12" y="{y(0.5)}" transform="rotate(-90 12 {y(0.5)})">share right</text>',
        f'<text x="{x(0.5)}" y="{y(1) - 10}">calibration error {calibration_error(bins):.3f}</text>',
        *dots,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def main() -> None:
    """Measure on the validation offices and write the plot."""
    directory = data_directory("mappings")
    lke = load_lke(directory, None)
    corpus = load_paragraphs(data_directory("corpora") / "paragraf", lke)
    mapper = Mapper(lke, load_lexicon(directory))
    bins = reliability(mapper, (p for p in corpus if p.split is Part.VALIDATION))
    Path(sys.argv[1]).write_text(draw(bins), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
