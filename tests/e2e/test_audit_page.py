"""The page of an audit in a browser: quiet, asks no host for anything, filters both of its lists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli import main
from tests.e2e.test_check_page import CONTOH, Articles, open_page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the bundled example."""
    target = tmp_path_factory.mktemp("halaman") / "audit.html"
    report, sheet, evidence = CONTOH / "laporan-2025.docx", CONTOH / "lke-2025.xlsx", CONTOH / "bukti"
    arguments = [str(report), "--lke", str(sheet), "--bukti", str(evidence), "-o", str(target)]
    assert main(["-q", "audit", *arguments]) == 10
    return target


@pytest.mark.parametrize(
    ("fragment", "prefix", "wanted"),
    [
        ("", "", {}),
        ("#jawaban?tingkat=partly", "jawaban-", {"data-tingkat": "partly"}),
        ("#jawaban?area=5&kelompok=area", "jawaban-", {"data-area": "5"}),
        ("#pernyataan?tingkat=supported&keluarga=tanggal", "pernyataan-", {"data-keluarga": "tanggal"}),
    ],
)
def test_an_address_filters_one_list_and_leaves_the_other(
    fragment: str, prefix: str, wanted: dict[str, str], page: Path, tmp_path: Path
) -> None:
    opened = open_page(page, tmp_path, fragment)
    assert opened.console == []
    assert opened.requests == []
    every = Articles(page.read_text(encoding="utf-8")).found
    level = re.search(r"tingkat=(\w+)", fragment)
    wanted = wanted | ({"data-tingkat": level[1]} if level else {})

    def fits(article: dict[str, str | None]) -> bool:
        inside = str(article["id"]).startswith(prefix)
        return not inside or all(article.get(key) == value for key, value in wanted.items())

    shown = [a["id"] for a in every if fits(a)]
    assert sorted(map(str, Articles(opened.html).shown)) == sorted(map(str, shown))
    assert 0 < sum(str(name).startswith(prefix) for name in shown) < len(every) + (not prefix)


def test_a_link_of_the_list_of_addresses_leads_to_its_answer(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r'<a href="#(jawaban-[^"]+)"', text))
    assert targets
    assert targets <= {str(article["id"]) for article in Articles(text).found}
    assert not re.search(r'href="https?:', text)
