"""The evidence of an office as one index that later runs only refresh: SQLite FTS5 in the data directory.

A file is read again when its size or its time has changed and its content too; a file that is gone leaves the
index. Several runs may use one index at once: each change is one transaction. A broken index is built anew.
"""

from __future__ import annotations

import hashlib
import logging
import math
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import __version__
from assistant.auditing.evidence_folder import EvidencePath, list_evidence
from assistant.auditing.passages import FileText, make_passage, read_evidence
from assistant.errors import AssistantError
from assistant.progress import Progress, SilentProgress
from assistant.userdata import EVIDENCE_INDEX, data_home

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

_log = logging.getLogger(__name__)

# Raised whenever passages are made in another way: an older index is then built anew.
_VERSION = 1
# Two readers fill two cores; each may hold a large file, so more would cost memory for little time.
_WORKERS = 2
# Starting a second process costs as much as reading this many files.
_WORTH_A_POOL = 20
# Readers are replaced after so many files, so that what their libraries keep does not add up. The pool's own
# way of doing so (`max_tasks_per_child`) can hang in the Python versions that we support.
_FILES_PER_POOL = 250
_BUSY_SECONDS = 60
_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, path TEXT UNIQUE, size INTEGER, stamp INTEGER,
  sha256 TEXT, about TEXT, pages INTEGER, note TEXT, first INTEGER, last INTEGER);
CREATE INDEX IF NOT EXISTS file_first ON file (first);
CREATE VIRTUAL TABLE IF NOT EXISTS passage USING fts5(words, tokens, text UNINDEXED, page UNINDEXED,
  tokenize="unicode61 tokenchars '_'");
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab(passage, col);
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; `about` is what its file is about."""

    source: str
    page: int | None
    text: str
    about: str


class EvidenceIndex:
    """An index that is open for search.

    Attributes:
        notes: Indonesian sentences on files that were skipped or not read.
    """

    def __init__(self, database: sqlite3.Connection, notes: Sequence[str] = ()) -> None:
        self._database = database
        self._weights: dict[str, float] = {}
        self.notes = tuple(notes)
        self._count = max(1, _number(database, "SELECT count(*) FROM passage"))

    def close(self) -> None:
        """Close the index; it answers no more."""
        self._database.close()

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of the files in it, in order."""
        return tuple(path for (path,) in self._database.execute("SELECT path FROM file ORDER BY path"))

    def by_words(self, words: Iterable[str], limit: int = 60) -> tuple[Hit, ...]:
        """Return the passages that share most with some content words, the best first (BM25)."""
        return self._search("words", words, limit)

    def by_tokens(self, tokens: Iterable[str], limit: int = 60) -> tuple[Hit, ...]:
        """Return the passages that bear a value (see `values.tokens`)."""
        return self._search("tokens", tokens, limit)

    def of_file(self, path: str, limit: int = 200) -> tuple[Hit, ...]:
        """Return the passages of a file in order; the first is its name."""
        rows = self._database.execute(
            "SELECT f.path, p.page, p.text, f.about FROM file f "
            "JOIN passage p ON p.rowid BETWEEN f.first AND f.last WHERE f.path = ? ORDER BY p.rowid LIMIT ?",
            (path, limit),
        )
        return tuple(Hit(*row) for row in rows)

    def weight(self, word: str) -> float:
        """Return how much a content word tells: about 1 where few passages have it, near 0 where most do."""
        if word not in self._weights:
            seen = _number(
                self._database,
                "SELECT coalesce(sum(doc), 0) FROM vocabulary WHERE term = ? AND col = 'words'",
                (word,),
            )
            self._weights[word] = max(
                0.15, math.log((self._count + 1) / (seen + 1)) / math.log(self._count + 2)
            )
        return self._weights[word]

    def _search(self, column: str, words: Iterable[str], limit: int) -> tuple[Hit, ...]:
        wanted = " OR ".join(f'"{word}"' for word in dict.fromkeys(words) if '"' not in word)
        if not wanted:
            return ()
        rows = self._database.execute(
            "SELECT f.path, p.page, p.text, f.about FROM (SELECT rowid AS id, page, text, rank FROM passage "
            "WHERE passage MATCH ? ORDER BY rank LIMIT ?) p JOIN file f ON p.id BETWEEN f.first AND f.last "
            "ORDER BY p.rank, p.id",
            (f"{column} : ({wanted})", limit),
        )
        return tuple(Hit(*row) for row in rows)


def open_index(folder: Path, home: Path | None = None, progress: Progress | None = None) -> EvidenceIndex:
    """Return the index of a folder or ZIP of evidence, brought up to date.

    Args:
        folder: the folder or ZIP; it is only read.
        home: where indexes are kept; the user's data directory if None.
        progress: told of every file that has to be read.

    Raises:
        UsageError, LimitError, DamagedFileError: see `list_evidence`.
    """
    listing = list_evidence(folder)
    path = index_path(folder, home)
    told = progress or SilentProgress()
    try:
        database, notes = _refreshed(path, listing.files, told)
    except sqlite3.DatabaseError:
        _log.info("an index of evidence is broken or cannot be written and is built anew")
        database, notes = _rebuilt(path, listing.files, told)
    return EvidenceIndex(database, [*listing.notes, *notes])


def memory_index(texts: Iterable[tuple[str, int | None, str]]) -> EvidenceIndex:
    """Return an index over texts at hand, each with its source and page."""
    database = _connect(":memory:")
    files: dict[str, list[tuple[int | None, str]]] = {}
    for source, page, text in texts:
        files.setdefault(source, []).append((page, text))
    for source, parts in files.items():
        passages = tuple(make_passage(text, page) for page, text in parts)
        _store(database, EvidencePath(source, Path(), 0, 0), FileText(source, "", "", 0, passages))
    return EvidenceIndex(database)


def index_path(folder: Path, home: Path | None = None) -> Path:
    """Return where the index of a folder is kept: by its place and the version of the program."""
    key = f"{_VERSION} {__version__} {folder.resolve()}"
    name = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return (home or data_home()) / EVIDENCE_INDEX / f"{name}.sqlite3"


def _rebuilt(
    path: Path, files: Sequence[EvidencePath], progress: Progress
) -> tuple[sqlite3.Connection, list[str]]:
    """Return a new index; in memory where none can be kept."""
    try:
        for leftover in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            leftover.unlink(missing_ok=True)
        return _refreshed(path, files, progress)
    except (sqlite3.DatabaseError, OSError):
        return _refreshed(":memory:", files, progress)


def _refreshed(
    path: Path | str, files: Sequence[EvidencePath], progress: Progress
) -> tuple[sqlite3.Connection, list[str]]:
    """Return the index with exactly these files in it, and notes on those that could not be read."""
    database = _connect(path)
    try:
        changed = _changed(database, files)
        progress.start("Membaca bukti", len(changed))
        # One transaction a file: a run that is interrupted keeps what it has read.
        with closing(_read_all(changed)) as texts:
            for file, text in texts:
                _store(database, file, text)
                progress.advance()
        progress.finish()
        notes = [note for (note,) in database.execute("SELECT note FROM file WHERE note != '' ORDER BY path")]
    except BaseException:
        database.close()
        raise
    return database, notes


def _connect(path: Path | str) -> sqlite3.Connection:
    if isinstance(path, Path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise sqlite3.OperationalError("no place for the index") from error
    database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(_SCHEMA)
    except BaseException:
        database.close()
        raise
    return database


def _changed(database: sqlite3.Connection, files: Sequence[EvidencePath]) -> list[EvidencePath]:
    """Return the files that have to be read; those that are gone leave the index."""
    kept = {row[0]: row[1:] for row in database.execute("SELECT path, size, stamp, note, sha256 FROM file")}
    gone = kept.keys() - {file.path for file in files}
    if gone:
        with _transaction(database):
            for path in gone:
                _remove(database, path)
    return [file for file in files if not _is_current(database, file, kept.get(file.path))]


def _is_current(
    database: sqlite3.Connection, file: EvidencePath, known: tuple[int, int, str, str] | None
) -> bool:
    """Whether the index has a file as it is; one that was only copied or touched is not read again."""
    # What could not be read is tried again: the part that was missing may be there now.
    if known is None or known[2] or known[0] != file.size:
        return False
    if known[1] == file.stamp:
        return True
    try:
        same = hashlib.sha256(file.read()).hexdigest() == known[3]
    except AssistantError:
        return False
    if same:
        database.execute("UPDATE file SET stamp = ? WHERE path = ?", (file.stamp, file.path))
    return same


def _read_all(files: Sequence[EvidencePath]) -> Generator[tuple[EvidencePath, FileText], None, None]:
    """Yield files with what they say, in order; read by two processes where there are many."""
    done = 0
    if len(files) > _WORTH_A_POOL:
        try:
            for begin in range(0, len(files), _FILES_PER_POOL):
                batch = files[begin : begin + _FILES_PER_POOL]
                with ProcessPoolExecutor(_WORKERS, mp_context=get_context("spawn")) as pool:
                    for file, text in zip(batch, pool.map(read_evidence, batch), strict=True):
                        yield file, text
                        done += 1
        except (BrokenProcessPool, OSError):
            _log.info("reading with several processes failed; the rest is read in one")
    for file in files[done:]:
        yield file, read_evidence(file)


class _transaction:  # noqa: N801  # reads as a statement
    """All of a change or nothing, waiting for other runs."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, failed: object, *_rest: object) -> None:
        self._database.execute("ROLLBACK" if failed else "COMMIT")


def _store(database: sqlite3.Connection, file: EvidencePath, text: FileText) -> None:
    """Put a file in the place of what the index had under its path."""
    with _transaction(database):
        _remove(database, file.path)
        first = _number(database, "SELECT coalesce(max(last), 0) + 1 FROM file")
        rows = [
            (first + place, " ".join(p.words), " ".join(p.tokens), p.text, p.page)
            for place, p in enumerate(text.passages)
        ]
        database.executemany(
            "INSERT INTO passage (rowid, words, tokens, text, page) VALUES (?, ?, ?, ?, ?)", rows
        )
        database.execute(
            "INSERT INTO file (path, size, stamp, sha256, about, pages, note, first, last) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                file.path,
                file.size,
                file.stamp,
                text.sha256,
                text.about,
                text.pages,
                text.note,
                first,
                first + len(rows) - 1,
            ),
        )


def _remove(database: sqlite3.Connection, path: str) -> None:
    row = database.execute("SELECT first, last FROM file WHERE path = ?", (path,)).fetchone()
    if row is not None:
        database.execute("DELETE FROM passage WHERE rowid BETWEEN ? AND ?", row)
        database.execute("DELETE FROM file WHERE path = ?", (path,))


def _number(database: sqlite3.Connection, query: str, values: tuple[str, ...] = ()) -> int:
    return int(database.execute(query, values).fetchone()[0])
