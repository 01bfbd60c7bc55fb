"""Scanned pages made ready for recognition; the pages are drawn here."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.reading.scan_image import clean_page, estimate_skew, find_leaders, find_rules

WIDTH, HEIGHT = 1654, 2339
FONT = ImageFont.load_default(size=30)
SENTENCE = "Kegiatan dilaksanakan bersama seluruh pegawai di lingkungan sekretariat dan dievaluasi"


def draw_page(lines: int = 30, paper: int = 244) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (WIDTH, HEIGHT), paper)
    draw = ImageDraw.Draw(image)
    for row in range(lines):
        draw.text((230, 250 + row * 56), SENTENCE, fill=30, font=FONT)
    return image, draw


def noisy(image: Image.Image, amount: float = 6.0) -> Image.Image:
    rng = np.random.default_rng(1)
    pixels = np.asarray(image).astype(np.float32) + rng.normal(0, amount, (image.height, image.width))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def shaded(image: Image.Image) -> Image.Image:
    """A scanner's uneven light: darker toward one corner."""
    light = np.linspace(1.0, 0.86, image.width)[None, :] * np.linspace(1.0, 0.94, image.height)[:, None]
    return Image.fromarray((np.asarray(image) * light).astype(np.uint8))


@pytest.mark.parametrize("angle", [-2.4, -0.8, 0.0, 0.5, 1.7])
def test_a_page_fed_askew_is_straightened(angle: float) -> None:
    image, _ = draw_page()
    turned = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=244)
    assert estimate_skew(noisy(turned)) == pytest.approx(-angle, abs=0.16)


def test_an_empty_page_is_left_as_it_is() -> None:
    page = clean_page(noisy(Image.new("L", (WIDTH, HEIGHT), 240)))
    assert page.pictures == ()
    assert estimate_skew(Image.new("L", (WIDTH, HEIGHT), 240)) == 0.0


@pytest.mark.parametrize("light", [False, True])
def test_pictures_are_masked_and_text_is_not(light: bool) -> None:
    image, draw = draw_page(lines=8)
    screenshot, photo = (500, 800, 1150, 1400), (300, 1500, 900, 1900)
    draw.rectangle(screenshot, fill=234, outline=150)
    for row in range(14):
        draw.text((540, 830 + row * 38), "tulisan di dalam gambar", fill=60, font=FONT)
    draw.rectangle(photo, fill=140)
    draw.text((500, 1420), "Kegiatan penandatanganan", fill=30, font=FONT)
    page = clean_page(shaded(noisy(image)) if light else noisy(image))
    assert len(page.pictures) == 2
    for found, true in zip(sorted(page.pictures, key=lambda b: b[1]), (screenshot, photo), strict=True):
        assert np.abs(np.array(found) - np.array(true)).max() <= 26
    pixels = np.asarray(page.image)
    assert (pixels[860:1340, 560:1100] > 200).all()  # the letters in the picture are gone
    assert (pixels[250:300, 230:1400] < 120).any()  # the page's own are not
    assert (pixels[1420:1455, 500:900] < 120).any()  # nor the caption between the pictures


def test_dot_leaders_are_found_and_titles_kept() -> None:
    image = Image.new("L", (WIDTH, 400), 250)
    draw = ImageDraw.Draw(image)
    for row, title in enumerate(("BAB I PENDAHULUAN", "A. LATAR BELAKANG, MAKSUD")):
        top = 80 + row * 80
        end = 230 + draw.textlength(title, font=FONT)
        draw.text((230, top), title, fill=20, font=FONT)
        for x in range(int(end) + 12, 1380, 9):
            draw.rectangle((x, top + 27, x + 2, top + 29), fill=20)
        draw.text((1400, top), "12", fill=20, font=FONT)
    leaders = list(find_leaders(np.asarray(image)))
    assert len(leaders) == 2
    for left, _, right, _ in leaders:
        assert left > 480
        assert right <= 1404  # the page number has a blank edge


def test_a_sentence_has_no_leaders() -> None:
    image, _ = draw_page()
    assert clean_page(noisy(image)).leaders == ()


def test_rules_of_a_table_are_found() -> None:
    image = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(image)
    for y in (300, 500, 700):
        draw.line((200, y, 1400, y + 2), fill=0, width=3)  # a trace of skew
    for x in (200, 800, 1400):
        draw.line((x, 300, x, 700), fill=0, width=3)
    rules = list(find_rules(image))
    level = [r for r in rules if r[2] - r[0] > r[3] - r[1]]
    assert len(level) == 3
    assert len(rules) == 6
