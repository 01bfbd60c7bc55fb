"""Re-targeting of the real documents beside the checkout; skipped where they are absent."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from assistant.document import Level
from assistant.language.satker import satker_of
from assistant.progress import SilentProgress
from assistant.retargeting.model import Fate, Office, SpanKind
from assistant.workbench import Settings, Workbench

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
KALBAR = SHARED / "docx" / "kalbar.docx"


def bench(path: Path) -> Workbench:
    class Quiet(SilentProgress):
        def __enter__(self) -> SilentProgress:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    return Workbench(path, Settings(Quiet))


def test_spans_of_the_labelled_plan(tmp_path: Path) -> None:
    found = sorted((SHARED / "seeds").glob("004_*.txt"))
    truth = SHARED / "eval" / "retarget_sarolangun.jsonl"
    if not found or not truth.is_file():
        pytest.skip("dokumen contoh nyata tidak tersedia")
    result = bench(found[0]).retargeting().spans(Office(satker_of(Level.KOTA, "Karang Indah")))
    got = tmp_path / "bagian.json"
    spans = [{"text": s.text, "kind": s.kind, "action": s.action, "line": s.line} for s in result.spans]
    got.write_text(json.dumps({"spans": spans}), encoding="utf-8")
    scorer = SHARED / "eval" / "score_facts.py"
    run = subprocess.run(
        [sys.executable, str(scorer), str(truth), str(got)], check=True, capture_output=True, text=True
    )
    figures = dict(re.findall(r"^  (\w[\w ]*?)\s{2,}([\d.]+)$", run.stdout, re.MULTILINE))
    assert float(figures["leaked"]) <= 0.02, run.stdout
    assert float(figures["citations spoiled"]) <= 0.02, run.stdout


@pytest.mark.parametrize(
    ("level", "place"),
    [(Level.KABUPATEN, "Batu Intan"), (Level.KOTA, "Karang Indah"), (Level.KABUPATEN, "Bireuen")],
)
def test_a_provincial_plan_leaves_no_trace(level: Level, place: str) -> None:
    if not KALBAR.is_file():
        pytest.skip("dokumen contoh nyata tidak tersedia")
    job = bench(KALBAR).retargeting()
    result = job.write(Office(satker_of(level, place)))
    with zipfile.ZipFile(io.BytesIO(result.docx)) as archive:
        parts = [archive.read(n).decode("utf-8") for n in archive.namelist() if n.endswith((".xml", ".rels"))]
    text = "\n".join(re.sub(r"<[^>]*>", "", part) for part in parts)
    assert not re.search(r"kalimantan|kalbar|pontianak", text, re.IGNORECASE)
    asked = [span.kind for span in result.spans if span.action is Fate.ASK]
    for kind in (SpanKind.DECREE_NUMBER, SpanKind.DATE, SpanKind.PERSON):
        assert kind in asked


def test_fifty_offices_in_a_minute() -> None:
    if not KALBAR.is_file():
        pytest.skip("dokumen contoh nyata tidak tersedia")
    job = bench(KALBAR).retargeting()
    started = time.perf_counter()
    for number in range(5):  # a tenth of the fifty, in a tenth of the minute
        job.write(Office(satker_of(Level.KABUPATEN, f"Batu {'ABCDE'[number]}ntan")))
    assert time.perf_counter() - started <= 6
