"""What is wrong with a Word template, told to the person who edits it (`zi templat periksa`)."""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.drafting.placeholders import Content
from assistant.drafting.template_package import field_codes, read_package
from assistant.drafting.template_tags import Fault, Place, Problem, Tag, Tags, Weight, find_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from assistant.drafting.placeholders import Catalogue
    from assistant.drafting.template_package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLE_TYPES = {"paragraf": "paragraph", "huruf": "character", "tabel": "table"}
# Below this, names that difflib finds have little in common with what was written.
_NEAR = 0.6
_ORDER = (Weight.ERROR, Weight.WARNING, Weight.INFO)


@dataclass(frozen=True)
class TemplateReport:
    """What a check of a template found.

    Attributes:
        kind: name of the kind of template that it is, or is likest to.
        used: the placeholders that it prints or asks for, in the order of the file.
        faults: the worst first, each group in the order of the file.
    """

    name: str
    kind: str
    used: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def is_usable(self) -> bool:
        """Whether drafts can be written with it without losing anything."""
        return not any(fault.weight is Weight.ERROR for fault in self.faults)

    def count(self, weight: Weight) -> int:
        """Return how many faults have a weight."""
        return sum(1 for fault in self.faults if fault.weight is weight)


def check_template(path: Path, catalogue: Catalogue, kind: str | None = None) -> TemplateReport:
    """Return what is wrong with a template.

    Args:
        path: the Word file.
        catalogue: what templates may ask for.
        kind: which kind of template it is meant to be; None to tell by its placeholders.

    Raises:
        UsageError: the file is not there.
        InputError: it cannot be opened safely, see `read_package`.
    """
    package = read_package(path)
    found = find_tags(package)
    kind = kind or _kind_of(found, catalogue)
    known = catalogue.of(kind)
    faults = [
        *found.faults,
        *value_faults(found, {name: entry.isi for name, entry in known.items()}),
        *_duplicates(found, {name for name, entry in known.items() if entry.isi is not Content.TEXT}),
        *_missing(found, catalogue, kind),
        *_styles(package, catalogue),
        *_fields(package, catalogue, kind),
        *(Fault(Problem.OUTSIDE, Weight.WARNING, notice) for notice in package.notices),
    ]
    faults.sort(key=lambda fault: _ORDER.index(fault.weight))
    return TemplateReport(package.name, kind, tuple(found.wanted), tuple(faults))


def value_faults(found: Tags, kinds: Mapping[str, Content | None]) -> Iterator[Fault]:
    """Yield what is wrong with the tags for the values that there are.

    Args:
        found: the tags.
        kinds: what each known name stands for; None if either kind of tag does no harm.
    """
    for name, tags in found.needed.items():
        if name not in kinds:
            near = near_names(name, kinds)
            yield from (_unknown(name, tag, near) for tag in tags)
    for tag in found.tags:
        if tag.opening == "{{":
            yield from _wrong_tag(tag, found, kinds)
        if tag.prefix in ("p", "tr", "tc") and tag.opening != "{#":
            yield from _loss(tag)


def near_names(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return known names that may have been meant, the likeliest first."""
    by_lower = {candidate.lower(): candidate for candidate in known}
    near = difflib.get_close_matches(name[:80].lower(), list(by_lower), n=3, cutoff=_NEAR)
    return tuple(by_lower[match] for match in near)


def _unknown(name: str, tag: Tag, near: tuple[str, ...]) -> Fault:
    meant = f"Mungkin maksudnya: {', '.join(near)}." if near else "Lihat nama yang ada: zi templat daftar."
    return Fault(
        Problem.UNKNOWN, Weight.ERROR, f"Isian {name} tidak dikenal.", meant, tag.spot, tag.text, near
    )


def _wrong_tag(tag: Tag, found: Tags, kinds: Mapping[str, Content | None]) -> Iterator[Fault]:
    """Yield a fault if a tag prints a value in a way that would tear the file or lose text."""
    names = [name for name, tags in found.wanted.items() if tag in tags and kinds.get(name) is not None]
    for name in names:
        content = kinds[name]
        if content is None:
            continue
        prefix = {Content.TEXT: "", Content.PARAGRAPH: "p", Content.RUN: "r"}[content]
        if tag.prefix != prefix or (content is not Content.TEXT and not tag.is_bare):
            what = {
                Content.TEXT: "teks biasa",
                Content.PARAGRAPH: "paragraf utuh",
                Content.RUN: "potongan teks bertanda",
            }[content]
            yield Fault(
                Problem.WRONG_TAG,
                Weight.ERROR,
                f"Isian {tag.text} salah jenis: {name} berisi {what}.",
                f"Tulis {content.written(name)}",
                tag.spot,
                tag.text,
            )
        elif content is not Content.TEXT and tag.spot.place is Place.FOOTNOTE:
            yield Fault(
                Problem.PLACE,
                Weight.ERROR,
                f"Isian {tag.text} tidak dapat berada di catatan kaki.",
                "Pindahkan ke isi dokumen.",
                tag.spot,
                tag.text,
            )
    if not names and tag.prefix in ("tr", "tc"):
        yield Fault(
            Problem.WRONG_TAG,
            Weight.ERROR,
            f"Isian {tag.text} salah jenis.",
            "Tulis tanpa tr atau tc.",
            tag.spot,
            tag.text,
        )


def _loss(tag: Tag) -> Iterator[Fault]:
    """Yield a fault if docxtpl would drop something together with the paragraph of a tag."""
    if tag.prefix == "p" and not tag.alone:
        yield Fault(
            Problem.NOT_ALONE,
            Weight.ERROR,
            f"Isian {tag.text} menggantikan seluruh paragrafnya; isi lain di paragraf itu akan hilang.",
            "Beri isian itu paragraf sendiri.",
            tag.spot,
            tag.text,
        )
    if tag.prefix == "p" and tag.ends_section:
        yield Fault(
            Problem.NOT_ALONE,
            Weight.ERROR,
            f"Isian {tag.text} berada tepat di depan pemisah bagian; pemisah itu akan hilang.",
            "Sisipkan paragraf kosong di antara isian dan pemisah bagian.",
            tag.spot,
            tag.text,
        )


def _kind_of(found: Tags, catalogue: Catalogue) -> str:
    """Return the kind of template whose own placeholders occur most."""
    shared = Counter(name for kind in catalogue.jenis for name in catalogue.of(kind.nama))
    scores = {
        kind.nama: sum(1 for name in catalogue.of(kind.nama) if shared[name] == 1 and name in found.wanted)
        for kind in catalogue.jenis
    }
    return max(scores, key=lambda name: scores[name])


def _duplicates(found: Tags, names: set[str]) -> Iterator[Fault]:
    """Yield placeholders with fields of their own that stand twice: Word drops the second's bookmarks."""
    conditional = any(
        tag.opening == "{%" and tag.inner.split()[:1] in (["else"], ["elif"]) for tag in found.tags
    )
    for name in sorted(names):
        tags = [tag for tag in found.wanted.get(name, ()) if tag.is_bare]
        if len(tags) > 1:
            yield Fault(
                Problem.DUPLICATE,
                Weight.INFO if conditional else Weight.WARNING,
                f"Isian {name} tercetak {len(tags)} kali.",
                "Isian yang sama pada dua tempat harus dilengkapi dua kali; hapus salah satunya.",
                tags[1].spot,
                tags[1].text,
            )


def _missing(found: Tags, catalogue: Catalogue, kind: str) -> Iterator[Fault]:
    for name, entry in catalogue.of(kind).items():
        if entry.hilang is not None and name not in found.wanted:
            said = "isinya tidak akan tercetak" if entry.hilang is not Weight.INFO else "boleh tidak ada"
            yield Fault(
                Problem.MISSING,
                entry.hilang,
                f"Isian {name} tidak ada: {entry.keterangan}; {said}.",
                f"Tambahkan {entry.tag}",
                near=(name,),
            )


def _styles(package: Package, catalogue: Catalogue) -> Iterator[Fault]:
    """Yield the styles that drafts use and the template lacks, or has as another type."""
    types: dict[str, str] = {}
    for root in _roots(package, "styles+xml"):
        for style in root.iter(f"{_W}style"):
            name = style.find(f"{_W}name")
            if name is not None:
                types[(name.get(f"{_W}val") or "").lower()] = style.get(f"{_W}type") or ""
    for style in catalogue.gaya:
        got = types.get(style.nama.lower())
        if got != _STYLE_TYPES[style.jenis]:
            said = "tidak ada" if got is None else f"bukan gaya {style.jenis}"
            yield Fault(
                Problem.STYLE,
                Weight.WARNING,
                f"Gaya {style.nama} {said}; dipakai untuk {style.untuk}.",
                f"Buat gaya {style.jenis} bernama {style.nama}, atau salin dari templat bawaan.",
            )


def _fields(package: Package, catalogue: Catalogue, kind: str) -> Iterator[Fault]:
    codes = [
        code
        for ending in ("document.main+xml", "header+xml", "footer+xml")
        for root in _roots(package, ending)
        for code in field_codes(root)
    ]
    for field in catalogue.bidang:
        if kind in field.templat and not any(field.covers(code) for code in codes):
            shown = " ".join(filter(None, (field.awal, field.memuat)))
            yield Fault(
                Problem.FIELD,
                Weight.INFO,
                f"Bidang Word untuk {field.untuk} ({shown}) tidak ada.",
                "Sisipkan lewat menu Referensi atau Sisipkan di Word bila diperlukan.",
            )


def _roots(package: Package, ending: str) -> Iterator[Any]:
    return (part.root for part in package.parts if part.content_type.endswith(f".{ending}"))
