"""What the program says of the example documents, as files that a person can read and review in a diff.

Rewrite them with `UPDATE_GOLDEN=1 python -m pytest tests/golden`, then read the diff.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from cli import main

FOLDER = Path(__file__).parent
CONTOH = FOLDER.parents[1] / "corpora" / "contoh"


def run(tmp_path: Path, *args: str | Path) -> dict[str, Any]:
    target = tmp_path / "hasil.json"
    assert main(["-q", *map(str, args), "--format", "json", "-o", str(target), "--timpa"]) in (0, 10)
    result: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return result


def compare(name: str, lines: list[str]) -> None:
    path = FOLDER / name
    got = "\n".join(lines) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(got, encoding="utf-8", newline="\n")
    assert got == path.read_text(encoding="utf-8")


def short(text: str, limit: int = 90) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


@pytest.mark.parametrize("name", ["laporan-2025.docx", "laporan-2025.pdf"])
def test_outline(name: str, tmp_path: Path) -> None:
    got = run(tmp_path, "urai", CONTOH / name)
    lines = [
        f"{got['identity']}",
        *("  " * (s["level"] - 1) + f"{s['number']} {s['title']}".strip() for s in got["sections"]),
        "",
        *(
            f"{t['id']} {t['caption'] or '(tanpa judul)'}: {len(t['rows'])} baris; {t['header']}"
            for t in got["tables"]
        ),
        "",
        *(f"{f['label'] or '(tanpa label)'} {f['caption']}" for f in got["figures"]),
        "",
        *(k["url"] for k in got["links"]),
    ]
    compare(f"urai-{name}.txt", lines)


def test_blocks(tmp_path: Path) -> None:
    got = run(tmp_path, "urai", CONTOH / "laporan-2025.docx")
    compare("urai-blok.txt", [f"{b['id']:5} {b['kind']:10} {short(b['text'])}" for b in got["blocks"]])


def test_plan(tmp_path: Path) -> None:
    got = run(tmp_path, "urai", CONTOH / "rencana-aksi-2026.docx", "--rencana")
    compare(
        "rencana.txt",
        [
            f"{a['area']} {a['code']} | {a['komponen']} | {short(a['langkah_aksi'], 60)} | "
            f"{len(a['bukti_fisik'])} bukti | {a['target_waktu']['text']} {a['target_waktu']['months']}"
            for a in got["actions"]
        ],
    )


def test_mapping(tmp_path: Path) -> None:
    got = run(tmp_path, "petakan", CONTOH / "laporan-2025.docx")
    lines = [
        f"{i['block']:5} {i['area'] or '-':6} "
        f"{' '.join(c['code'] for c in i['candidates'][:3]) or '-':38} {short(i['text'], 70)}"
        for i in got["items"]
    ]
    covered = [f"{c['code']:14} {len(c['blocks'])}" for c in got["coverage"]]
    compare("pemetaan.txt", [*lines, "", *covered])


def test_check(tmp_path: Path) -> None:
    got = run(tmp_path, "periksa", CONTOH / "laporan-2025.docx")
    compare(
        "pemeriksaan.txt",
        [
            *(f"{c['section']:10} {c['status']:10} {c['note']}".rstrip() for c in got["conformance"]),
            "",
            *(f"{m['measure']} {m['status']:14} {m['note']}".rstrip() for m in got["measures"]),
            "",
            *(f"{f['severity']:7} {f['rule']} {f['message']}" for f in got["findings"]),
        ],
    )


def test_facts(tmp_path: Path) -> None:
    target = tmp_path / "fakta.json"
    source = CONTOH / "laporan-2025.docx"
    assert main(["-q", "susun", str(source), "--tahun", "2026", "--fakta", str(target)]) == 0
    got = json.loads(target.read_text(encoding="utf-8"))
    compare(
        "fakta.txt",
        [f"{f['block']:5} {f['kind']:18} {f['action']:4} {short(f['text'], 80)}" for f in got["facts"]],
    )
