"""The page of a check in a browser: it opens from disk, asks no host for anything, filters and groups."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cli import main

CONTOH = Path(__file__).resolve().parents[2] / "corpora" / "contoh"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The browser shall stay as quiet as it can, and reach no host whatever it tries.
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
    "--v=0",
    "--virtual-time-budget=5000",
    "--dump-dom",
)
# Clicks and types as a reader would, one step after another, and notes what is to be seen after each.
READER = """
const copies = Array.from(document.querySelectorAll("image")).map(function (image) {
  const copy = document.body.appendChild(new Image());
  copy.src = image.getAttribute("href");
  return copy;
});
window.addEventListener("load", async function () {
  const pause = function () { return new Promise(function (done) { setTimeout(done, 50); }); };
  const box = document.getElementById("temuan");
  const find = function (selector) { return box.querySelector(selector); };
  const seen = function () {
    return {
      shown: Array.from(box.querySelectorAll("article:not([hidden])")).map(function (a) { return a.id; }),
      groups: Array.from(box.querySelectorAll("[data-kelompok]:not([hidden]) h3")).map(
        function (title) { return title.textContent; }),
      open: box.querySelectorAll("[data-untuk-area]:not([hidden])").length,
      clear: !find(".hapus").hidden,
      count: find(".hitung").textContent,
      hash: location.hash
    };
  };
  const put = function (element, value, kind) {
    element.value = value;
    element.dispatchEvent(new Event(kind, { bubbles: true }));
  };
  const steps = {};
  const step = async function (name, act) { act(); await pause(); steps[name] = seen(); };
  await step("start", function () {});
  const cell = document.querySelector(".panas a[data-pilih^='area=6&tingkat=warning']");
  await step("cell", function () { cell.click(); });
  await step("back", function () { history.back(); });
  await step("clear", function () { find(".hapus").click(); });
  await step("severity", function () { find("button[data-tingkat=error]").click(); });
  await step("all", function () { find("button[data-tingkat='']").click(); });
  await step("words", function () { put(find("input"), "  TATA  laksana ", "input"); });
  await step("nothing", function () { put(find("input"), "katayangtidakada", "input"); });
  await step("link", function () { location.hash = "#temuan-2"; });
  await step("section", function () { put(find("[data-kelompokkan]"), "bagian", "change"); });
  await step("family", function () { put(find("[data-kelompokkan]"), "keluarga", "change"); });
  steps.pictures = copies.map(function (copy) { return [copy.naturalWidth, copy.naturalHeight]; });
  document.documentElement.dataset.hasil = JSON.stringify(steps);
});
"""


@dataclass(frozen=True)
class Opened:
    """A page after its script has run: its elements, what the console says, which addresses it asked for."""

    html: str
    console: list[str]
    requests: list[str]


class Articles(HTMLParser):
    """The attributes of the findings on a page, in its order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self.found.append(dict(attrs))

    @property
    def shown(self) -> list[str | None]:
        return [article["id"] for article in self.found if "hidden" not in article]


def open_page(page: Path, scratch: Path, fragment: str = "") -> Opened:
    """Open a page from disk in a fresh profile."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        pytest.skip("Chromium tidak ada di komputer ini")
    log = scratch / "net.json"
    profile = scratch / "profil"
    done = subprocess.run(
        [browser, *OPTIONS, f"--user-data-dir={profile}", f"--log-net-log={log}", page.as_uri() + fragment],
        capture_output=True,
        encoding="utf-8",
        timeout=90,
        check=True,
    )
    console = [line for line in done.stderr.splitlines() if ":CONSOLE" in line]
    return Opened(done.stdout, console, list(asked_for(log)))


def asked_for(log: Path) -> list[str]:
    """Return the addresses that a page asked for; what the browser wants for itself has no origin."""
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    requests = [event.get("params", {}) for event in events]
    return [
        p["url"] for p in requests if "url" in p and p.get("initiator", "not an origin") != "not an origin"
    ]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of the bundled example."""
    folder = tmp_path_factory.mktemp("halaman")
    for command, name in (("periksa", "laporan-2025.pdf"), ("petakan", "laporan-2025.docx")):
        target = folder / f"{command}.html"
        assert main(["-q", command, str(CONTOH / name), "-o", str(target)]) in (0, 10)
    return folder


def test_what_a_page_asks_for_would_be_noticed(tmp_path: Path) -> None:
    page = tmp_path / "lain.html"
    page.write_text("<img src='http://contoh.invalid/a.png'><script>tidakAda();</script>", encoding="utf-8")
    opened = open_page(page, tmp_path)
    assert opened.requests == ["http://contoh.invalid/a.png"]
    assert "tidakAda is not defined" in "".join(opened.console)


@pytest.mark.parametrize("name", ["periksa", "petakan"])
def test_page_opens_from_disk_without_a_complaint_and_asks_no_host(
    name: str, pages: Path, tmp_path: Path
) -> None:
    opened = open_page(pages / f"{name}.html", tmp_path)
    assert "Ditampilkan " in opened.html  # the script has run
    assert opened.console == []
    assert opened.requests == []


def test_the_page_stays_small(pages: Path) -> None:
    text = (pages / "periksa.html").read_text(encoding="utf-8")
    assert 1 <= text.count("<image ") <= 40
    assert len(text) < 7_000_000


@pytest.mark.parametrize(
    ("fragment", "wanted"),
    [
        ("", {}),
        ("#temuan?tingkat=warning", {"data-tingkat": "warning"}),
        ("#temuan?area=6&keluarga=gambar", {"data-area": "6", "data-keluarga": "gambar"}),
        ("#temuan?area=umum&tingkat=error&kelompok=bagian", {"data-area": "umum", "data-tingkat": "error"}),
        ("#temuan?area=tidak-ada&tingkat=x&kelompok=y", {}),
        ("#temuan?area=%00%ff&kata=%E0%A4%A", None),
    ],
)
def test_an_address_chooses_what_is_shown(
    fragment: str, wanted: dict[str, str] | None, pages: Path, tmp_path: Path
) -> None:
    page = pages / "periksa.html"
    opened = open_page(page, tmp_path, fragment)
    assert opened.console == []
    if wanted is not None:
        every = Articles(page.read_text(encoding="utf-8")).found
        fitting = [a["id"] for a in every if all(a[key] == value for key, value in wanted.items())]
        assert fitting
        assert sorted(map(str, Articles(opened.html).shown)) == sorted(map(str, fitting))
        assert f"Ditampilkan {len(fitting)} dari {len(every)}" in opened.html


def test_the_map_of_paragraphs_filters_too(pages: Path, tmp_path: Path) -> None:
    opened = open_page(pages / "petakan.html", tmp_path, "#teks?area=5&tingkat=ada")
    shown, every = re.findall(r"Ditampilkan (\d+) dari (\d+)", opened.html)[1]
    assert 0 < int(shown) < int(every)


def test_a_reader_filters_groups_and_looks_things_up(pages: Path, tmp_path: Path) -> None:
    text = (pages / "periksa.html").read_text(encoding="utf-8")
    page = tmp_path / "uji.html"
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page.write_text(free.replace("</body>", f"<script>{READER}</script></body>"), encoding="utf-8")
    opened = open_page(page, tmp_path)
    told = re.search(r'data-hasil="([^"]*)"', opened.html)
    assert told, opened.console
    steps = json.loads(told[1].replace("&quot;", '"').replace("&amp;", "&"))
    articles = Articles(text).found
    every = [a["id"] for a in articles]
    assert steps["start"]["shown"] == every
    assert steps["start"]["groups"][0].startswith("Kesalahan (")

    area = [a["id"] for a in articles if (a["data-area"], a["data-tingkat"]) == ("6", "warning")]
    assert steps["cell"]["shown"] == area != []
    assert steps["cell"]["open"] >= 1  # the indicators of that area that are not covered
    assert steps["cell"]["clear"] is True
    assert steps["cell"]["hash"] == "#temuan?area=6&tingkat=warning"
    assert steps["clear"]["shown"] == every
    assert steps["clear"]["clear"] is False
    assert steps["severity"]["shown"] == [a["id"] for a in articles if a["data-tingkat"] == "error"]
    assert steps["all"]["shown"] == every
    assert 0 < len(steps["words"]["shown"]) < len(every)
    assert steps["nothing"]["shown"] == []
    assert "tidak ada yang cocok" in steps["nothing"]["count"]
    assert steps["link"]["shown"] == every  # a link to a finding that was filtered out shows it again

    by_section = [a["data-bagian"] for a in sorted(articles, key=lambda a: int(a["data-urut"] or 0))]
    titles = [title.rpartition(" (")[0] for title in steps["section"]["groups"]]
    assert titles == list(dict.fromkeys(by_section))
    assert sorted(steps["section"]["shown"]) == sorted(map(str, every))
    assert len(steps["family"]["groups"]) == len({a["data-keluarga"] for a in articles})
    assert len(steps["pictures"]) == text.count("<image ")
    assert all(min(size) > 300 for size in steps["pictures"])
