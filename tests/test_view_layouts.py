"""One text in many layouts gives one view: the five plans set again as printers and sites would set them."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.outline import outline
from loaders.reading import read, source_from_text
from loaders.view import view

CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.txt"))
Layout = Callable[[list[str]], str]


def blank_lines(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def one_line_each(paragraphs: list[str]) -> str:
    return "\r\n".join(paragraphs)


def _wrapped(paragraphs: list[str], width: int) -> list[str]:
    return [
        line
        for paragraph in paragraphs
        for line in textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
    ]


def pdf_lines(paragraphs: list[str]) -> str:
    """Wrapped at 95 characters, a page number and a form feed after each 42 lines."""
    lines = _wrapped(paragraphs, 95)
    pages = [lines[start : start + 42] for start in range(0, len(lines), 42)]
    return "\n\f".join("\n".join([*page, str(number)]) for number, page in enumerate(pages, start=1))


def double_spaced(paragraphs: list[str]) -> str:
    """Wrapped at 80 characters, a blank line after every line."""
    return "\n".join(f"{line} \n" for line in _wrapped(paragraphs, 80))


def ragged(paragraphs: list[str]) -> str:
    """Broken where a site's HTML was, after 30 to 95 characters."""
    chance = random.Random(5)
    lines: list[str] = []
    for paragraph in paragraphs:
        line, width = "", chance.choice([30, 45, 60, 80, 90])
        for word in paragraph.split(" "):
            if line and len(line) + 1 + len(word) > width and len(paragraph) > 30:
                lines.append(line)
                line, width = word, chance.choice([40, 70, 80, 85, 90, 95])
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
    return "\n".join(lines)


# the share of paragraphs that come out otherwise: where a line ends with a sentence, nothing says whether its
# paragraph does
LAYOUTS: list[tuple[Layout, float]] = [
    (blank_lines, 0.0),
    (one_line_each, 0.0),
    (pdf_lines, 0.02),
    (double_spaced, 0.05),
    (ragged, 0.08),
]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("layout", "differing"), LAYOUTS, ids=lambda value: getattr(value, "__name__", ""))
def test_layouts(path: Path, layout: Layout, differing: float) -> None:
    seen = outline(view(read(path)))
    expected = seen.view.text[seen.head_end : seen.tail_start].strip().split("\n")
    again = outline(view(source_from_text(layout(seen.view.text.split("\n")))))
    found = set(again.view.text[again.head_end : again.tail_start].strip().split("\n"))
    assert len([paragraph for paragraph in expected if paragraph not in found]) <= differing * len(expected)
