"""What kind of place a web address leads to, told by the address alone: nothing is ever opened."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from assistant.auditing.model import AuditLink, LinkKind
from assistant.data import data_directory
from assistant.validated_yaml import load_validated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.document import Document
    from assistant.lke.answers import LkeAnswer


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _LinkRule(_Strict):
    """An address is of this kind if its host is one of `inang` and its path fits `jalur` and `kata`."""

    jenis: LinkKind
    inang: tuple[str, ...] = ()
    jalur: tuple[str, ...] = ()
    kata: tuple[str, ...] = ()

    def fits(self, host: str, path: str) -> bool:
        """Whether an address in lower case is of this kind."""
        if self.inang and not any(host == name or host.endswith(f".{name}") for name in self.inang):
            return False
        if self.jalur and not path.startswith(self.jalur):
            return False
        return not self.kata or bool(set(self.kata) & {*path.split("/"), *host.split(".")})


class _LinkFile(_Strict):
    id: str
    jenis: tuple[_LinkRule, ...]
    akhiran_berkas: frozenset[str]


@cache
def _rules() -> _LinkFile:
    return load_validated(data_directory("mappings") / "tautan.yaml", _LinkFile)


def link_kind(url: str) -> LinkKind:
    """Return what an address leads to; a plain page of a site if nothing tells otherwise."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:  # brackets that close nowhere, ports that are no numbers
        return LinkKind.SITE
    path = parts.path.lower()
    for rule in _rules().jenis:
        if rule.fits(host, path):
            return rule.jenis
    return LinkKind.FILE if names_file(path) else LinkKind.SITE


def names_file(name: str) -> bool:
    """Whether a name ends as those of documents, tables, pictures and archives do."""
    stem, dot, ending = name.lower().rpartition(".")
    return bool(stem and dot) and ending in _rules().akhiran_berkas


def list_links(document: Document | None, answers: Sequence[LkeAnswer] = ()) -> tuple[AuditLink, ...]:
    """Return the addresses of a report and of an LKE's answers, in order, each once for each place."""
    found: dict[tuple[str, str], AuditLink] = {}
    for link in document.links if document is not None else ():
        page = f"laporan, hlm. {link.location.page}" if link.location.page else "laporan"
        found.setdefault((link.url, page), AuditLink(link.url, link_kind(link.url), page))
    for answer in answers:
        for url in answer.links:
            where = f"LKE {answer.code}"
            found.setdefault((url, where), AuditLink(url, link_kind(url), where, answer.code))
    return tuple(found.values())
