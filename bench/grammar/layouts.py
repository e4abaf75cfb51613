"""The layouts in which plans are filed: a portal's page, Markdown, the text layer of a PDF, lines one below another.

A layout says what stands around and between the words of each paragraph; the words themselves stay as they are.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from grammar.writing import Draft, Line, Printed

LETTERHEAD: Final = ("portal", "markdown", "wrapped", "single")
WITHOUT: Final = ("markdown", "wrapped", "single")
_SHORT: Final = ("letterhead", "recipient", "sign")


@dataclass(slots=True)
class _Page:
    """The source text as it grows."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[list[int]] = field(default_factory=list)

    def put(self, words: str) -> None:
        self.text.append(words)
        self.length += len(words)

    def paragraph(self, words: str, breaks: dict[int, str] | None = None) -> None:
        """Puts the words of a paragraph; ``breaks`` says what stands in place of the blank at an offset."""
        at = []
        for index, letter in enumerate(words):
            at.append(self.length)
            self.put((breaks or {}).get(index, letter))
        self.offsets.append(at)

    def printed(self) -> Printed:
        return Printed("".join(self.text), self.offsets)


def lay_out(draft: Draft, name: str, rng: random.Random) -> Printed:
    """The source text of a draft in the layout ``portal``, ``markdown``, ``wrapped`` or ``single``."""
    page = _Page()
    _LAYOUTS[name](page, draft.lines, rng)
    return page.printed()


def _portal(page: _Page, lines: list[Line], _rng: random.Random) -> None:
    """A legal portal's page: blank lines between paragraphs, its name above, its box of validity below."""
    page.put("Hệ thống pháp luật\n\n")
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        page.paragraph(line.text)
        together = following is not None and line.style == following.style and line.style in _SHORT
        page.put("\n" if together else "\n\n\n\n\n" if line.style == "sign" else "\n\n")
    page.put("HIỆU LỰC VĂN BẢN\n\n  • Loại văn bản: Văn bản khác\n  • Ngày công báo: Đang cập nhật\n")
    page.put("  • Tình trạng hiệu lực: Kiểm tra\nTải văn bản")


def _markdown(page: _Page, lines: list[Line], rng: random.Random) -> None:
    """What a converter made of a page: headings in bold, blank lines between paragraphs."""
    bold = rng.random() < 0.7
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        marked = line.style in ("title", "sign") or (bold and line.style == "heading")
        same = following is not None and line.style == following.style and line.style in _SHORT
        before = line.number > 0 and lines[line.number - 1].style == "sign"
        page.put("**" if marked and not (before and line.style == "sign") else "")
        page.paragraph(line.text)
        page.put("**" if marked and not (same and line.style == "sign") else "")
        page.put("\n" if same else "\n\n")


def _single(page: _Page, lines: list[Line], _rng: random.Random) -> None:
    """One line for each paragraph."""
    for line in lines:
        page.paragraph(line.text)
        page.put("\n")


def _wrapped(page: _Page, lines: list[Line], rng: random.Random) -> None:
    """The text layer of a PDF: lines of some 75 characters with an empty one after each, pages of some 38 lines."""
    width, height = rng.randint(70, 84), rng.randint(34, 40)
    numbers, row, sheet = rng.random() < 0.4, 0, 1
    for line in lines:
        breaks: dict[int, str] = {}
        begin = last = 0
        for index, letter in enumerate(line.text):
            if letter == " ":
                last = index
            if index - begin >= width and last > begin:
                row, sheet, breaks[last] = _next(row, sheet, height, numbers=numbers)
                begin = last + 1
        page.paragraph(line.text, breaks)
        row, sheet, gap = _next(row, sheet, height, numbers=numbers)
        page.put(gap + (" \n\n \n\n \n\n" if line.style == "sign" and "CHỦ TỊCH" in line.text else ""))
    page.put("\n\n\t\t2022-08-08T13:50:58+0700\n\n\n" if rng.random() < 0.5 else "\n")


def _next(row: int, sheet: int, height: int, *, numbers: bool) -> tuple[int, int, str]:
    if row < height:
        return row + 1, sheet, " \n\n"
    return 0, sheet + 1, f" \n\n{sheet + 1} \n\n" if numbers else " \n "


_LAYOUTS: Final[dict[str, Callable[[_Page, list[Line], random.Random], None]]] = {
    "portal": _portal,
    "markdown": _markdown,
    "wrapped": _wrapped,
    "single": _single,
}
