"""spaCy starts without its command line, and whoever wants that still gets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)


def test_no_network_code_comes_in_with_the_pipeline() -> None:
    done = run(
        "import sys; from assistant.language.pipeline import split_sentences; "
        "assert len(split_sentences('Rapat dimulai. Rapat selesai.')) == 2; assert 'spacy' in sys.modules; "
        "sys.exit(', '.join({'requests', 'httpx', 'urllib3', 'spacy.cli'} & set(sys.modules)) or 0)"
    )
    assert done.returncode == 0, done.stderr


def test_the_real_command_line_is_still_there() -> None:
    done = run(
        "from assistant.language.spacy_start import import_spacy; import_spacy(); import_spacy(); "
        "from spacy.cli.info import info; assert callable(info)"
    )
    assert done.returncode == 0, done.stderr
