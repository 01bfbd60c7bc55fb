"""What the mapper sees of one text: its words, its headings, its form, and the lexicon's evidence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from assistant.language.clean import fold
from assistant.language.numbering import split_marker
from assistant.mapping.areas import HeadingReader
from assistant.mapping.features import ProfileIndex
from assistant.mapping.scoring import Scorer, Weights
from assistant.mapping.silence import SilenceReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.document import BlockKind
    from assistant.lke.model import Lke
    from assistant.mapping.areas import HeadingContext
    from assistant.mapping.features import Evidence, Floats
    from assistant.mapping.profiles import Lexicon
    from assistant.mapping.scoring import Trail
    from assistant.mapping.silence import Verdict
    from assistant.mapping.terms import Terms

# Blocks of features, each brought to a length of its own before they are added up (`learnt.SCALES`).
WORDS, PAIRS, HEADING, PATH, FORM = "kata", "pasangan", "judul", "jalur", "bentuk"
# The number of telling terms, in steps that double every two.
_SIZE_STEPS = 12
# No report has as many headings; a stream without end must not fill the memory.
_MAX_TOPICS = 5_000


@dataclass(frozen=True, slots=True)
class Observation:
    """One text as the mapper sees it.

    Attributes:
        body: the text without its list marker; offsets in `terms` are offsets of it.
        own, heading: the lexicon's evidence of the text and of its nearest topical heading (None: no such).
        raw: the lexicon's evidence weighed into one number per indicator.
        path: the headings as they were given.
    """

    body: str
    kind: BlockKind
    path: tuple[str, ...]
    context: HeadingContext
    verdict: Verdict
    terms: Terms
    own: Evidence
    heading: Evidence | None
    raw: Floats


class Observer:
    """Looks at texts with the eyes of one LKE and one lexicon."""

    def __init__(self, lke: Lke, lexicon: Lexicon) -> None:
        self.index = ProfileIndex(lke, lexicon)
        self.scorer = Scorer(self.index, lexicon, Weights())
        self.headings = HeadingReader(lexicon)
        self._silence = SilenceReader(lexicon)
        self._heading_cache: dict[str, Evidence] = {}
        starts = np.flatnonzero(np.diff(self.index.group_of, prepend=-1))
        self._group_starts = starts

    def observe(
        self, text: str, kind: BlockKind, path: tuple[str, ...], trail: Trail, *, standalone: bool = False
    ) -> Observation:
        """Return what is seen of a text below these headings, after the texts that `trail` remembers."""
        context = self.headings.read(path)
        verdict = self._silence.read(text, context)
        body = split_marker(text)[1]
        terms = self.index.terms(body)
        own = self.index.evidence(terms)
        heading = self.heading_evidence(context)
        raw = self.scorer.score(terms, own, heading, context, kind, trail, standalone=standalone)
        return Observation(body, kind, path, context, verdict, terms, own, heading, raw)

    def heading_evidence(self, context: HeadingContext) -> Evidence | None:
        """Return what the nearest topical heading says; None if there is none."""
        if not context.topic:
            return None
        if context.topic not in self._heading_cache:
            if len(self._heading_cache) >= _MAX_TOPICS:
                self._heading_cache.clear()
            self._heading_cache[context.topic] = self.index.heading_evidence(context.topic)
        return self._heading_cache[context.topic]

    def evidence_table(self, seen: Observation) -> Floats:
        """Return the lexicon's evidence: a row per indicator, then one per group with the best of its own.

        Columns: the weighed sum, how far it is past doubt, then similarity, phrase, topic and aspect of the
        text and of its heading.
        """
        group = self.index.group_of
        columns = [seen.raw, 1.0 / (1.0 + np.exp(-_SLOPE * (seen.raw - _MIDPOINT)))]
        for evidence in (seen.own, seen.heading):
            if evidence is None:
                columns += [np.zeros(len(group))] * 4
            else:
                columns += [evidence.cosine, evidence.phrase, evidence.topic[group], evidence.aspect]
        table = np.stack(columns, axis=1)
        return np.concatenate([table, np.maximum.reduceat(table, self._group_starts, axis=0)])

    def heading_features(self, path: tuple[str, ...], context: HeadingContext) -> dict[str, list[str]]:
        """Return the names of the features that a heading path has, by block."""
        names = self.index.terms(context.topic).names if context.topic else ()
        form = [f"area {context.area}", f"hasil {context.hasil}"]
        flags = {
            "tanpa judul": not path,
            "judul diam": context.silent,
            "judul ragu": context.doubtful,
            "judul area": context.at_area,
        }
        return {
            HEADING: [*names, *_pairs(names)],
            PATH: [name for heading in path for name in self.index.terms(split_marker(heading)[1]).names],
            FORM: form + [name for name, holds in flags.items() if holds],
        }


# A sum of the lexicon's evidence at which it is as likely as not that a text is about an indicator.
_MIDPOINT, _SLOPE = 1.3, 1.6


def text_features(seen: Observation) -> dict[str, list[str]]:
    """Return the names of the features that a text has by itself, by block."""
    names, sentences = seen.terms.names, seen.terms.sentences
    pairs = [
        f"{a} {b}"
        for a, b, here, there in zip(names, names[1:], sentences, sentences[1:], strict=False)
        if here == there
    ]
    verdict = seen.verdict
    first = fold(seen.body[:40]).split(" ", 1)[0]
    size = min(_SIZE_STEPS, int(2 * np.log2(1 + seen.own.size)))
    form = [
        f"jenis {seen.kind}",
        f"ukuran {size}",
        f"awal {first}",
        f"putusan {verdict.reason}",
        f"seluruh area {verdict.area}",
        f"nama area {verdict.named}",
    ]
    if verdict.weight > 0:
        form.append(f"pengantar {round(verdict.weight * 3)}")
    if seen.body.rstrip().endswith(":"):
        form.append("titik dua")
    if not names:
        form.append("kosong")
    return {WORDS: list(names), PAIRS: pairs, FORM: form}


def _pairs(names: Sequence[str]) -> list[str]:
    return [f"{a} {b}" for a, b in pairwise(names)]
