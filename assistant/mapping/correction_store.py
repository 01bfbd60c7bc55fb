"""Where corrections are kept: one file in the user's data directory, always rewritten whole.

A decision that another one replaces moves to the history in the same file, so that nothing a person decided
is ever lost. A file that cannot be read is never written over.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.errors import DamagedFileError, InputError
from assistant.language.clean import fold
from assistant.language.similarity import ratios
from assistant.mapping.corrections import Correction
from assistant.output import make_directory, write_file
from assistant.userdata import CORRECTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from assistant.document import Document
    from assistant.lke.model import Lke
    from assistant.reading.decisions import Decision

FILE_NAME = "koreksi.json"
_VERSION = 1
# What stands for "no indicator" and for "take the earlier decision back".
_NONE = frozenset({"-", "–", "—", "tidak ada"})
_WITHDRAW = frozenset({"batal", "batalkan"})
# So many wrong rows are named in one message; the rest is counted.
_SHOWN_ERRORS = 5


@dataclass(frozen=True)
class Store:
    """All that a user has decided.

    Attributes:
        corrections: the decisions in force.
        history: replaced or withdrawn ones, oldest first, each with the day it was replaced.
    """

    corrections: tuple[Correction, ...] = ()
    history: tuple[tuple[Correction, str], ...] = ()


@dataclass
class Imported:
    """What became of the decisions of a file; `notes` are Indonesian sentences on what is doubtful."""

    new: int = 0
    replaced: int = 0
    withdrawn: int = 0
    unchanged: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """One sentence."""
        parts = [f"{self.new} baru", f"{self.replaced} mengganti keputusan sebelumnya"]
        parts += [f"{self.withdrawn} dibatalkan"] if self.withdrawn else []
        parts += [f"{self.unchanged} sudah tersimpan"] if self.unchanged else []
        return f"Koreksi disimpan: {', '.join(parts)}."


def store_path() -> Path:
    """Return where corrections are kept; the file may not exist yet."""
    from assistant.userdata import data_home

    return data_home() / CORRECTIONS / FILE_NAME


def load_store(path: Path) -> Store:
    """Return the corrections kept at a path; none if there is no file.

    Raises:
        InputError: the file cannot be read; it is left as it is.
    """
    remedy = "Pindahkan berkas itu ke tempat lain, atau jalankan dengan --tanpa-koreksi."
    try:
        value: Any = json.loads(path.read_text(encoding="utf-8"))
        if value["version"] != _VERSION:
            raise InputError(f"Berkas koreksi {path} ditulis oleh versi lain dari program ini.", remedy)
        return Store(
            tuple(_correction(entry) for entry in value["corrections"]),
            tuple((_correction(entry), str(entry["replaced"])) for entry in value["history"]),
        )
    except FileNotFoundError:
        return Store()
    except OSError as error:
        raise InputError(f"Berkas koreksi {path} tidak dapat dibaca.", remedy) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedFileError(f"Berkas koreksi {path} rusak.", remedy) from error


def save_store(path: Path, store: Store) -> None:
    """Keep corrections: the whole file is written anew, or stays as it was.

    Raises:
        OutputError: it cannot be written.
    """
    value = {
        "version": _VERSION,
        "corrections": [asdict(correction) for correction in store.corrections],
        "history": [asdict(correction) | {"replaced": day} for correction, day in store.history],
    }
    make_directory(path.parent)
    data = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    write_file(path, data, overwrite=True)


def _correction(entry: dict[str, Any]) -> Correction:
    return Correction(
        text=str(entry["text"]),
        heading=str(entry["heading"]),
        codes=tuple(str(code) for code in entry["codes"]),
        by=str(entry["by"]),
        date=str(entry["date"]),
    )


@dataclass(frozen=True, slots=True)
class Wish:
    """A checked decision; `withdraw` takes an earlier one back."""

    correction: Correction
    withdraw: bool = False


def check_decisions(
    decisions: Sequence[Decision],
    name: str,
    lke: Lke,
    document: Document | None,
    *,
    by: str,
    today: date,
) -> tuple[Wish, ...]:
    """Return the decisions with their codes checked and their paragraphs found; all of them or none.

    Args:
        decisions: as read.
        name: of their file, for messages.
        lke: the form whose codes are allowed.
        document: the one document at hand, which tells the text of a decision that only names a block.
        by: who decided, where the file does not say.
        today: the day of the decision, where the file does not say.

    Raises:
        InputError: a code is unknown or a paragraph cannot be found; the message names the rows.
    """
    codes = {code.lower(): code for code in (*lke.indikator_by_code, *(n.code for n in _targets(lke)))}
    wishes: list[Wish] = []
    wrong: list[str] = []
    for decision in decisions:
        try:
            wishes.append(_checked(decision, codes, document, by=by, today=today))
        except InputError as error:
            wrong.append(f"{decision.where}: {error.message}")
    if wrong:
        rest = f"; dan {len(wrong) - _SHOWN_ERRORS} baris lain" if len(wrong) > _SHOWN_ERRORS else ""
        raise InputError(
            f"Berkas koreksi {name}, {'; '.join(wrong[:_SHOWN_ERRORS])}{rest}.",
            "Perbaiki kolom 'Indikator benar': kode LKE, beberapa kode dipisah koma, atau - bila tidak ada. "
            "Tidak ada koreksi yang disimpan.",
        )
    return tuple(wishes)


def _targets(lke: Lke) -> tuple[Any, ...]:
    """Return the nodes above the indicators that a paragraph can be about: sub-areas and areas."""
    return (*lke.groups, *lke.areas)


def _checked(
    decision: Decision, known: dict[str, str], document: Document | None, *, by: str, today: date
) -> Wish:
    text, heading = _place(decision, document)
    words = [word.lower().rstrip(".") if len(word) > 1 else word for word in decision.codes]
    blank = Correction(text, heading, (), decision.by or by, decision.date or today.isoformat())
    if len(words) == 1 and words[0] in _WITHDRAW:
        return Wish(blank, withdraw=True)
    if len(words) == 1 and words[0] in _NONE:
        return Wish(blank)
    unknown = [original for word, original in zip(words, decision.codes, strict=True) if word not in known]
    if unknown:
        near = _nearest(unknown[0], tuple(known.values()))
        raise InputError(f"kode '{unknown[0][:40]}' tidak ada di LKE{near}")
    return Wish(replace(blank, codes=tuple(dict.fromkeys(known[word] for word in words))))


def _nearest(word: str, codes: Sequence[str]) -> str:
    """Return the codes most like a wrong one, as the end of a message."""
    scored = sorted(zip(ratios(word, codes), codes, strict=True), reverse=True)[:3]
    near = [code for score, code in scored if score >= 0.7]
    return f" (mungkin maksudnya {', '.join(sorted(near))})" if near else ""


def _place(decision: Decision, document: Document | None) -> tuple[str, str]:
    """Return text and heading of the paragraph that was decided on; the text outweighs the block's id."""
    heading = decision.heading.split(" › ")[-1].strip()
    if decision.text:
        return decision.text, heading
    block = document.block_by_id.get(decision.block) if document else None
    if block is None:
        where = "dokumen ini" if document else "satu dokumen yang disebut"
        raise InputError(f"blok '{decision.block[:20]}' tidak ada di {where}")
    path = document.heading_path(block) if document else ()
    return block.text, heading or (path[-1] if path else "")


def merge(store: Store, wishes: Sequence[Wish], today: date) -> tuple[Store, Imported]:
    """Return the store with the decisions in it, and what became of each; the last one on a text counts."""
    kept = list(store.corrections)
    history = list(store.history)
    done = Imported()
    given: dict[tuple[str, str], Correction] = {}
    for wish in wishes:
        mine = wish.correction
        key = (fold(mine.text), fold(mine.heading))
        if key in given and given[key].codes != mine.codes:
            start = " ".join(mine.text.split())[:60]
            done.notes.append(
                f"Dua keputusan untuk paragraf yang sama ('{start}…'): dipakai {mine.decision}, "
                f"bukan {given[key].decision}."
            )
        given[key] = mine
        old = [c for c in kept if _same(c, mine)]
        if not wish.withdraw and len(old) == 1 and old[0].codes == mine.codes:
            done.unchanged += 1
            continue
        kept = [c for c in kept if c not in old]
        history += [(c, today.isoformat()) for c in old]
        if wish.withdraw:
            done.withdrawn += len(old)
            continue
        kept.append(mine)
        done.replaced += bool(old)
        done.new += not old
    return Store(tuple(kept), tuple(history)), done


def _same(one: Correction, other: Correction) -> bool:
    """Return whether two decisions are on the same paragraph; an unknown heading fits every one."""
    if fold(one.text) != fold(other.text):
        return False
    return not one.heading or not other.heading or fold(one.heading) == fold(other.heading)


def export_lines(store: Store) -> str:
    """Return the decisions in force as JSON lines that `--koreksi` takes again."""
    lines = (
        {
            "text": c.text,
            "heading_path": [c.heading] if c.heading else [],
            "codes": list(c.codes),
            "by": c.by,
            "date": c.date,
        }
        for c in store.corrections
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
