"""Nesting: labelled lines become items that know their parent, level and number path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from loaders.outlining.labels import Kind, label
from loaders.view import View

_RANK: dict[str, int] = {
    "part": -3, "heading": 1, "upper": 2, "roman": 3, "article": 4, "decimal": 10, "component": 20,
    "letter": 30, "paren": 40, "dash": 50, "star": 51, "plus": 52, "row": 90, "": 90,
}  # fmt: skip
_UPPER_BELOW_ROMAN = 5
_WITHIN = {"phần": 0, "chương": 1, "mục": 2, "dự": 0, "tiểu": 1, "nội": 2, "hoạt": 2}
_BULLETS = frozenset({"dash", "plus", "star"})
_CLOSING = "tren day la"


@dataclass(slots=True)
class Item:
    """A line of the outline; ``parent`` is its parent's index, -1 at the root."""

    label: str
    kind: Kind
    start: int
    end: int
    body: int
    rank: int = 0
    parent: int = -1
    level: int = 0
    path: tuple[str, ...] = ()
    bullets: int = 0
    has_bullets: bool = False


def nest(view: View, ranges: Iterable[tuple[int, int]]) -> list[Item]:
    """The items of all lines in ``ranges`` (view offsets), each range with a tree of its own."""
    items: list[Item] = []
    for start, end in ranges:
        _Nesting(view, items).lines(start, end)
    return items


class _Nesting:
    def __init__(self, view: View, items: list[Item]) -> None:
        self._view = view
        self._items = items
        self._open: list[int] = []
        self._upper_rank = 0  # settled by the first: letters stand above Roman numbers or below
        self._root_bullets = 0
        self._numbered = False  # whether a labelled line was met; before it capitals are the title

    def lines(self, start: int, end: int) -> None:
        text = self._view.text
        while start < end:
            stop = text.find("\n", start, end)
            stop = stop if stop >= 0 else end
            if stop > start:
                self._line(start, stop)
            start = stop + 1

    def _line(self, start: int, end: int) -> None:
        text = self._view.text
        found = label(text, start, end)
        if "\t" in text[start:end]:
            item = Item("", "row", start, end, start)
        elif found is not None:
            kind, words, body = self._resolved(*found)
            item = Item(words, kind, start, end, body)
            self._numbered = True
        else:
            item = Item("", "heading" if self._is_heading(start, end) else "", start, end, start)
        self._place(item)
        self._items.append(item)

    def _is_heading(self, start: int, end: int) -> bool:
        """A line in capitals without a number, which is not the name of the ``Chương I`` above it."""
        if not self._numbered or not 5 < end - start <= 150 or not self._view.text[start:end].isupper():
            return False
        above = self._items[-1]
        return above.kind != "part" or above.body < above.end

    def _resolved(self, kind: Kind, words: str, body: int) -> tuple[Kind, str, int]:
        """``C.`` and ``D.`` are letters; ``I.`` after ``H.`` is one too."""
        if kind == "roman" and len(words) == 1:
            siblings = [self._items[index] for index in self._open]
            last_upper = next((item.label for item in reversed(siblings) if item.kind == "upper"), None)
            roman_open = any(item.kind == "roman" for item in siblings)
            if last_upper is not None and not roman_open and ord(words) == ord(last_upper) + 1:
                return "upper", words, body
        return kind, words, body

    def _place(self, item: Item) -> None:
        item.rank = self._rank(item)
        self._close(item)
        parent = self._open[-1] if self._open else -1
        above = self._items[parent] if parent >= 0 else None
        item.parent = parent
        item.level = above.level + 1 if above else 0
        base = above.path if above else ()
        item.path = self._path(item, base, above)
        if item.rank < _RANK["row"]:
            self._open.append(len(self._items))

    def _rank(self, item: Item) -> int:
        if item.kind == "decimal":
            return _RANK["decimal"] + item.label.count(".")
        if item.kind in ("part", "component"):
            first = item.label.split()[0].lower()
            return _RANK[item.kind] + _WITHIN.get(first, 2)
        if item.kind == "upper":
            if self._upper_rank == 0:
                under_roman = any(self._items[index].kind == "roman" for index in self._open)
                self._upper_rank = _UPPER_BELOW_ROMAN if under_roman else _RANK["upper"]
            return self._upper_rank
        return _RANK[item.kind]

    def _close(self, item: Item) -> None:
        """Closes what the item does not stand below."""
        if item.kind in ("", "row"):
            self._close_for_plain(item)
            return
        if item.kind == "paren" and self._introduced():
            return
        if item.kind in _BULLETS:
            self._close_inner_list(item.kind)
        while self._open and self._items[self._open[-1]].rank >= item.rank:
            self._open.pop()
        if item.kind in _BULLETS:
            self._close_finished_paren()

    def _close_inner_list(self, kind: Kind) -> None:
        """The next ``-`` after ``- Nội dung thực hiện:`` ``(1)`` ``(2)`` goes on with the outer list."""
        kinds = [self._items[index].kind for index in self._open]
        if "paren" not in kinds or kind not in kinds[: kinds.index("paren")]:
            return
        if self._view.text[self._items[self._open[kinds.index("paren")]].end - 1] != ":":
            del self._open[kinds.index(kind) :]

    def _introduced(self) -> bool:
        """``- Nội dung thực hiện:`` introduces the ``(1)``, ``(2)`` that follow."""
        if not self._open:
            return False
        top = self._items[self._open[-1]]
        if top.kind == "paren":
            self._open.pop()
            return True
        return top.kind in _BULLETS and self._view.text[top.end - 1] == ":"

    def _close_for_plain(self, item: Item) -> None:
        if self._view.folded.startswith(_CLOSING, item.start):
            self._open.clear()
            return
        while self._open and self._items[self._open[-1]].kind in _BULLETS and item.kind == "":
            self._open.pop()

    def _close_finished_paren(self) -> None:
        """Bullets after ``(10) Truyền thông ….`` belong to the heading above, not to the finished tenth item."""
        if not self._open:
            return
        top = self._items[self._open[-1]]
        if top.kind == "paren" and self._view.text[top.end - 1] in ".;" and not top.has_bullets:
            self._open.pop()

    def _path(self, item: Item, base: tuple[str, ...], above: Item | None) -> tuple[str, ...]:
        if item.kind in _BULLETS:
            mark = {"dash": "-", "plus": "+", "star": "*"}[item.kind]
            if above is None:
                self._root_bullets += 1
                return (f"{mark}{self._root_bullets}",)
            above.has_bullets = True
            above.bullets += 1
            return (*base, f"{mark}{above.bullets}")
        if item.kind == "heading":
            return (*base, "#")
        if item.kind == "decimal":
            return self._decimal_path(item, base)
        return (*base, item.label) if item.label else base

    def _decimal_path(self, item: Item, base: tuple[str, ...]) -> tuple[str, ...]:
        """The path above the outermost open decimal, then every number of the label."""
        outer = next((self._items[index] for index in self._open if self._items[index].kind == "decimal"), None)
        if outer is not None:
            above = self._items[outer.parent] if outer.parent >= 0 else None
            base = above.path if above else ()
        return (*base, *item.label.split("."))
