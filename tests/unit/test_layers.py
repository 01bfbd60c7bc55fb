"""The direction of imports and the one home of each library (docs/design-notes.md), read with `ast`."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "assistant"

# What a part may import of ours, besides itself; types under TYPE_CHECKING are looser (see below).
BELOW_LANGUAGE = {
    "archives",
    "document",
    "data",
    "progress",
    "errors",
    "validated_yaml",
    "output",
    "userdata",
}
BELOW_WORKERS = {"lke", "reading", "language", *BELOW_LANGUAGE}
EVERYTHING = {path.name.removesuffix(".py") for path in PACKAGE.iterdir()}
ALLOWED = {
    "errors": set(),
    "archives": set(),
    "progress": set(),
    "document": set(),
    "data": {"errors"},
    "output": {"errors"},
    "userdata": set(),
    "validated_yaml": {"errors"},
    "command_line": set(),
    "delivery": {"errors", "output"},
    "settings_file": {"checking", "errors", "validated_yaml"},
    "audit_bench": {"workbench", "mapping", "auditing", *BELOW_WORKERS},
    "lke_filling": {"workbench", *BELOW_WORKERS},
    "workbench": {
        "settings_file",
        "mapping",
        "checking",
        "drafting",
        "retargeting",
        "auditing",
        *BELOW_WORKERS,
    },
    "language": BELOW_LANGUAGE,
    "reading": {"language", "output", *BELOW_LANGUAGE},
    "lke": {"language", *BELOW_LANGUAGE},
    "mapping": BELOW_WORKERS,
    "checking": BELOW_WORKERS,
    "drafting": BELOW_WORKERS,
    "retargeting": BELOW_WORKERS,
    "auditing": BELOW_WORKERS,
    "commands": EVERYTHING,
    "rendering": {"mapping", "checking", "drafting", "retargeting", "auditing", *BELOW_WORKERS},
}

# Where a library may be imported; no library object crosses a package.
HOMES = {
    "click": {"command_line", "commands"},
    "rich": {"rendering", "commands"},
    "spacy": {"language"},
    "rapidfuzz": {"language"},
    "pdfplumber": {"reading"},
    "pypdfium2": {"reading"},
    "docxtpl": {"drafting"},
    "openpyxl": {"reading", "lke", "rendering"},
    "docx": {"reading", "drafting", "retargeting", "rendering"},
    "jinja2": {"drafting", "rendering"},
    "sqlite3": {"auditing"},
    "yaml": {"validated_yaml"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def imports(path: Path, *, typing_only: bool) -> set[str]:
    """Return the modules that a file imports at run time, or only for the type checker."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            guarded.update(inner for child in node.body for inner in ast.walk(child))
    found: set[str] = set()
    for node in ast.walk(tree):
        if (node in guarded) is not typing_only:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path.name}: relative import"
            found.add(node.module)
    return found


def our_parts(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("assistant.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        assert not imports(path, typing_only=False)
        return
    wrong = our_parts(imports(path, typing_only=False)) - ALLOWED[part] - {part}
    assert not wrong, f"{part} must not import {sorted(wrong)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_types_come_from_no_upper_layer(path: Path) -> None:
    part = part_of(path)
    upper = {"rendering", "commands"} - ({"rendering"} if part == "rendering" else set())
    upper -= {part, "rendering"} if part == "commands" else set()
    if part in {"document", "errors", "language", "reading", "lke"}:
        upper |= {"mapping", "checking", "drafting", "retargeting", "auditing"}
    assert not our_parts(imports(path, typing_only=True)) & upper


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_libraries_stay_at_home(path: Path) -> None:
    part = part_of(path)
    used = {name.split(".")[0] for name in imports(path, typing_only=False)}
    wrong = {library for library in used & HOMES.keys() if part not in HOMES[library]}
    assert not wrong, f"{path.name} imports {sorted(wrong)}"


def test_document_needs_the_standard_library_only() -> None:
    used = {name.split(".")[0] for name in imports(PACKAGE / "document.py", typing_only=False)}
    assert used <= set(sys.stdlib_module_names)


def test_the_package_never_prints() -> None:
    for path in MODULES:
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert not any(isinstance(c.func, ast.Name) and c.func.id == "print" for c in calls), path
