"""The user's own rule file: phrases and words of an office, laid over the program's rule book.

Its phrases are of the pattern language, never regular expressions: whoever writes them need not know that an
expression such as `(a+)+` can keep a computer busy for days. Each word of a phrase is bounded so that the
search stays linear in the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from assistant.checking.model import Severity  # noqa: TC001 - pydantic resolves it when the class is built
from assistant.checking.patterns import phrases_regex
from assistant.checking.rulebook import OwnPhrase, RuleText, Variant
from assistant.errors import MappingFileError, UsageError
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from assistant.checking.rulebook import RuleBook

# Ten times what an office would write by hand; each phrase costs a search of the whole document.
_MAX_PHRASES = 500
_PLACES = frozenset({"<nilai>", "<nama>", "<angka>", "<tanggal>"})
_FIELD = re.compile(r"\{(\w+)\}")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


def _plain_phrase(phrase: str) -> str:
    """Return a phrase whose search is linear.

    Raises:
        ValueError: a word has no letter or digit, or a star elsewhere than at one of its ends.
    """
    for word in phrase.lower().split():
        if word in _PLACES:
            continue
        if not re.search(r"[^\W_]", word):
            raise ValueError(f"kata '{word}' pada frasa tidak memuat huruf atau angka")
        if "*" in word[1:-1] or word.count("*") > 1:
            raise ValueError(f"tanda * pada kata '{word}' hanya boleh satu, di awal atau di akhir kata")
    return phrase


Phrase = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=2, max_length=200), AfterValidator(_plain_phrase)
]
Phrases = Annotated[tuple[Phrase, ...], Field(max_length=_MAX_PHRASES)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _OwnVariant(_Strict):
    pesan: Text | None = None
    saran: Text | None = None
    tingkat: Severity | None = None


class _OwnText(_Strict):
    """What is said differently of a rule; what is not given stays as it is."""

    nama: Text | None = None
    tingkat: Severity | None = None
    penjelasan: Text | None = None
    contoh: Text | None = None
    perbaikan: Text | None = None
    sumber: Text | None = None
    varian: dict[str, _OwnVariant] = {}


class _Reported(_Strict):
    frasa: Phrase
    pesan: Text | None = None
    saran: Text | None = None
    tingkat: Severity | None = None


class OwnRules(_Strict):
    """A user's rule file; every part is optional.

    Attributes:
        daftar: phrases added to lists of the program, by the list's name.
        pola: phrases (not expressions) added to patterns of the program, by their name.
        aturan: what is said differently of a rule, by its id.
        frasa_terlarang: phrases that are reported wherever they stand (ZI790).
        peraturan: entries for the register of regulations, in the form of `mappings/peraturan.yaml`; the
            register validates them when they are merged.
    """

    daftar: dict[str, Phrases] = {}
    pola: dict[str, Phrases] = {}
    aturan: dict[str, _OwnText] = {}
    frasa_terlarang: Annotated[tuple[_Reported, ...], Field(max_length=_MAX_PHRASES)] = ()
    peraturan: Annotated[tuple[dict[str, object], ...], Field(max_length=_MAX_PHRASES)] = ()


def load_own_rules(path: Path) -> OwnRules:
    """Return a user's rule file.

    Raises:
        UsageError: it is not there.
        InputError: it is too large, no YAML, or does not fit the model; the message names line and field.
    """
    if not path.is_file():
        raise UsageError(
            f"Berkas aturan {path} tidak ditemukan.",
            "Periksa namanya pada pilihan --aturan atau pada isian 'aturan' di zi.toml.",
        )
    return load_validated(path, OwnRules)


def extend_rulebook(book: RuleBook, paths: Sequence[Path]) -> RuleBook:
    """Return the rule book with the user's rule files laid over it, in order.

    Raises:
        UsageError: a file is not there.
        InputError: a file is invalid, or names a rule, list, sentence or field that there is not.
    """
    for path in paths:
        book = _extended(book, load_own_rules(path), path)
    return book


def _extended(book: RuleBook, own: OwnRules, path: Path) -> RuleBook:
    _known(path, "daftar", own.daftar, book.daftar)
    _known(path, "pola", own.pola, book.pola)
    _known(path, "aturan", own.aturan, book.aturan)
    daftar = dict(book.daftar)
    for name, phrases in own.daftar.items():
        daftar[name] = (*daftar[name], *phrases)
    pola = dict(book.pola)
    for name, phrases in own.pola.items():
        if any(pattern.groups for pattern in pola[name]):  # the rule reads the parts; a phrase has none
            raise MappingFileError(
                f"Berkas {path}, isian 'pola.{name}': pola ini tidak dapat ditambah dengan frasa.",
                "Hapus isian itu; ubahlah berkas di folder mappings bila memang perlu.",
            )
        pola[name] = (*pola[name], *(phrases_regex((phrase,)) for phrase in phrases))
    aturan = dict(book.aturan)
    for rule_id, said in own.aturan.items():
        aturan[rule_id] = _reworded(aturan[rule_id], said, f"Berkas {path}, isian 'aturan.{rule_id}")
    reported = tuple(OwnPhrase(**entry.model_dump()) for entry in own.frasa_terlarang)
    return replace(
        book,
        daftar=daftar,
        pola=pola,
        aturan=aturan,
        frasa_terlarang=(*book.frasa_terlarang, *reported),
        peraturan=(*book.peraturan, *([(str(path), own.peraturan)] if own.peraturan else [])),
    )


def _known(path: Path, kind: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    """Raise for the first name that the program's rule book does not have."""
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, 3) or sorted(known)
            raise MappingFileError(
                f"Berkas {path}, isian '{kind}.{name[:40]}': tidak dikenal.",
                f"Mungkin maksud Anda: {', '.join(near[:12])}.",
            )


def _reworded(text: RuleText, own: _OwnText, where: str) -> RuleText:
    """Return a rule's words with the user's in their place.

    A severity for the whole rule holds for each of its sentences, except where the user grades one apart.
    """
    varian = dict(text.varian)
    if own.tingkat is not None:
        varian = {name: variant.model_copy(update={"tingkat": None}) for name, variant in varian.items()}
    for name, said in own.varian.items():
        if name not in varian:
            raise MappingFileError(
                f"{where}.varian.{name[:40]}': tidak dikenal.", f"Yang ada: {', '.join(varian)}."
            )
        varian[name] = _resaid(varian[name], said, f"{where}.varian.{name}")
    changes = own.model_dump(exclude_none=True, exclude={"varian"})
    return text.model_copy(update={**changes, "varian": varian})


def _resaid(variant: Variant, own: _OwnVariant, where: str) -> Variant:
    given = set(_FIELD.findall(variant.pesan + variant.saran))
    for part, sentence in (("pesan", own.pesan), ("saran", own.saran)):
        strange = [name for name in _FIELD.findall(sentence or "") if name not in given]
        if strange:
            known = ", ".join(f"{{{name}}}" for name in sorted(given)) or "tidak ada"
            raise MappingFileError(
                f"{where}.{part}': {{{strange[0]}}} tidak tersedia pada kalimat ini.",
                f"Isian yang tersedia: {known}.",
            )
    return variant.model_copy(update=own.model_dump(exclude_none=True))
