"""Damaged and hostile files end in a documented exit code, soon, in little memory; nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.factories.docx_writer import write_docx
from tests.factories.kerusakan import Damaged, damage
from tests.factories.laporan import invent_laporan
from tests.factories.office import invent_office
from tests.factories.pdf_writer import write_pdf
from tests.factories.text_writer import write_text

_SECONDS = 20
_BYTES = 1 << 30
_DOCUMENTED = {0, 3, 4}
_SAMPLE = 30
# Reads one file after the other, each in a process of its own; forking saves the start of Python.
_RUNNER = f"""
import os, resource, sys
sys.path.insert(0, os.getcwd())
import cli
import pypdfium2, docx, lxml.etree
import assistant.reading.recognise, assistant.reading.outline, assistant.reading.identity
import assistant.reading.docx_reader, assistant.reading.pdf_reader, assistant.rendering.json_output
for path in sys.stdin.read().splitlines():
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
        resource.setrlimit(resource.RLIMIT_AS, ({_BYTES}, {_BYTES}))
        sys.argv = ["zi", "urai", path, "--format", "json"]
        try:
            code = cli.main()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            code = 1
        os._exit(code)
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    print(os.waitstatus_to_exitcode(status), round(seconds, 2), path, flush=True)
"""


@dataclass(frozen=True)
class Outcome:
    """How a file's reading ended; `code` is negative where a signal ended it, `seconds` processor time."""

    damaged: Damaged
    code: int
    seconds: float


def _good_files(contoh: Path) -> dict[str, bytes]:
    rng = Random(8)
    spec = invent_laporan(invent_office(rng), 2025, rng)
    return {
        "laporan.pdf": write_pdf(spec).data,
        "laporan.docx": write_docx(spec),
        "laporan.txt": write_text(spec).text.encode(),
        "lke.xlsx": (contoh / "lke-2025.xlsx").read_bytes(),
    }


def _read_all(inputs: list[Damaged], folder: Path, root: Path) -> tuple[list[Outcome], list[str]]:
    """Return how the reading of each file ended, and what was left in the temporary directory."""
    temporary, data = folder / "sementara", folder / "data"
    temporary.mkdir()
    data.mkdir()
    paths = []
    for number, item in enumerate(inputs):
        path = folder / str(number) / item.name
        path.parent.mkdir()
        path.write_bytes(item.data)
        paths.append(str(path))
    places = {"TMPDIR": str(temporary), "XDG_DATA_HOME": str(data), "XDG_CACHE_HOME": str(data)}
    run = subprocess.run(
        [sys.executable, "-c", _RUNNER],
        input="\n".join(paths),
        capture_output=True,
        text=True,
        cwd=root,
        env={**os.environ, **places, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        timeout=(_SECONDS + 5) * len(inputs),
        check=False,
    )
    assert run.returncode == 0, run.stderr
    outcomes = []
    for item, line in zip(inputs, run.stdout.splitlines(), strict=True):
        code, seconds, _ = line.split(maxsplit=2)
        outcomes.append(Outcome(item, int(code), float(seconds)))
    return outcomes, sorted(path.name for path in temporary.iterdir())


def _check(outcomes: list[Outcome], left: list[str]) -> None:
    bad = [
        f"{o.damaged.what} ({o.damaged.name}): {o.code}, {o.seconds} s"
        for o in outcomes
        if o.code not in _DOCUMENTED or o.seconds > _SECONDS
    ]
    assert not bad, "\n".join(bad)
    assert any(o.code == 3 for o in outcomes), "tidak satu pun ditolak: pengukurannya sendiri rusak"
    assert not left


@pytest.mark.skipif(not hasattr(os, "fork"), reason="batas memori dan waktu hanya dapat dipasang di Linux")
def test_damaged_files_end_as_documented(tmp_path: Path, root: Path, contoh: Path) -> None:
    _check(*_read_all(damage(_good_files(contoh), Random(1), _SAMPLE), tmp_path, root))


@pytest.mark.lambat
@pytest.mark.skipif(not hasattr(os, "fork"), reason="batas memori dan waktu hanya dapat dipasang di Linux")
def test_many_damaged_files_end_as_documented(tmp_path: Path, root: Path, contoh: Path) -> None:
    start = time.monotonic()
    outcomes, left = _read_all(damage(_good_files(contoh), Random(2), 500), tmp_path, root)
    codes = Counter(outcome.code for outcome in outcomes)
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    sys.stdout.write(
        f"\n{len(outcomes)} berkas rusak, {time.monotonic() - start:.0f} detik; kode {dict(codes)}; "
        f"terlama {slowest.seconds} s ({slowest.damaged.what}); tersisa {left}\n"
    )
    _check(outcomes, left)
