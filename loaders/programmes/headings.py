"""Where a document speaks of a component of a programme: headings, listed titles, cells of a table.

``1. Dự án 1: Giải quyết …``, ``* Tiểu dự án 1: …``, ``a) Nội dung số 01: …``, ``7.1. Xây dựng và phát triển y tế cơ
sở`` (a content without a label below a project), ``(3) Phát triển sản xuất …`` after ``gồm 10 dự án thành phần:``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from loaders.outline import Node, Outline
from loaders.programmes.names import ProgrammeContext, programme_mentions
from loaders.programmes.scheme import component_of_title, has_title, is_component, title_end
from loaders.records import Span
from loaders.view import View

_FIRST_WORDS = ("du an", "tieu du an", "noi dung", "tda", "da ")
_LABEL = re.compile(
    r"(?P<level>tieu du an|tda|du an(?: thanh phan)?|da|noi dung(?: thanh phan)?)(?: (?:so|thu))? ?(?P<number>\d{1,2})"
    r"(?P<mark> ?[:.\-/)] ?| )(?=[^\W\d_]|[\"'(])"
)
_RANK = {"d": 1, "t": 2, "n": 3}
_INTRO = re.compile(
    r"(?:gom|bao gom|co|cu the|thuc hien)[^:;.]{0,60}?(?:\d{1,2}|muoi|cac) (?:du an|noi dung)(?: thanh phan)?\b"
)
_INLINE = re.compile(
    r"(?:\((?P<paren>\d{1,2})\)|(?P<label>(?:tieu )?du an(?: so)? ?(?P<number>\d{1,2}) ?[:.\-])) ?(?=[^\W\d_])"
)
_GENERIC = re.compile(
    r"(?:muc tieu|doi tuong|noi dung|pham vi|nhu cau|kinh phi|phan cong|co quan|nguon von|don vi|giai phap|ket qua"
    r"|dia ban|du kien|von |tong von|thoi gian|phuong thuc|yeu cau|nhiem vu|to chuc thuc hien|hinh thuc|tien do"
    r"|chi tieu|ke hoach|can cu|quy mo)"
)
_TITLE_STOP = re.compile(r": |\. (?=[^\W\d_])|\t")
_LONGEST_TITLE = 600


@dataclass(frozen=True, slots=True)
class ComponentHeading:
    """``1719/3/2`` with the view offsets of its printed title and of the whole words with their label."""

    code: str
    title: Span
    quote: Span
    node: Node


@dataclass(slots=True)
class _Frame:
    node: Node
    code: str | None = None
    listed: str | None = None
    first_kind: str = ""
    contents: bool = False
    children: int = 0


@dataclass(slots=True)
class _State:
    frames: list[_Frame] = field(default_factory=list)
    last: str | None = None


@lru_cache(maxsize=1)
def component_headings(outline: Outline, title: str | None) -> tuple[ComponentHeading, ...]:
    """All places of a document of this title that are headed by a component, in order; one may be there twice.

    The last result is kept: two layers read the same document one after the other.
    """
    return tuple(_Reader(outline, title).read())


class _Reader:
    def __init__(self, outline: Outline, title: str | None) -> None:
        self._outline = outline
        self._view: View = outline.view
        self._text = outline.view.text
        self._folded = outline.view.folded
        self._context = ProgrammeContext(outline, title)
        self._state = _State()

    def read(self) -> Iterator[ComponentHeading]:
        for node in self._outline.nodes:
            frames = self._state.frames
            while frames and node.start >= frames[-1].node.stop:
                frames.pop()
            parent = frames[-1] if frames else None
            frame = _Frame(node)
            yield from self._at(node, parent, frame)
            if frame.code is not None:
                self._state.last = frame.code
            if node.children:
                self._open(frame)

    def _open(self, frame: _Frame) -> None:
        node = frame.node
        if frame.code is not None:
            frame.contents = self._has_bare_contents(node)
        if self._introduces(node):
            frame.listed = self._programme(node)
        self._state.frames.append(frame)

    def _at(self, node: Node, parent: _Frame | None, frame: _Frame) -> Iterator[ComponentHeading]:
        found = self._labelled(node)
        if found is None and parent is not None:
            found = self._listed(node, parent) or self._bare(node, parent)
        if found is not None:
            frame.code = found.code
            yield found
        elif not node.children and self._introduces(node):
            if parent is not None and self._text[node.end - 1] == ":":
                parent.listed, parent.first_kind = self._programme(node), ""
            yield from self._inline(node)

    def _introduces(self, node: Node) -> bool:
        """``… gồm 10 dự án thành phần:``; the plain searches first spare the pattern on most lines."""
        end = min(node.end, node.body + 1500)
        if self._folded.find(" du an", node.body, end) < 0 and self._folded.find("noi dung thanh", node.body, end) < 0:
            return False
        return _INTRO.search(self._folded, node.body, end) is not None

    def _labelled(self, node: Node) -> ComponentHeading | None:
        """``Dự án 3: …`` behind the node's own number, or as its label."""
        start = node.start if node.kind == "component" else node.body
        if not self._folded.startswith(_FIRST_WORDS, start) and node.kind != "row":
            return None
        if node.kind == "row":
            start = self._cell(node)
        match = _LABEL.match(self._folded, start, node.end)
        if match is None or (match["mark"] == " " and node.kind in ("", "dash", "plus", "row")):
            return None
        if match["level"] in ("da", "tda") and not self._text[start : start + 2].isupper():
            return None
        programme = self._programme(node)
        code = self._code(programme, match["level"], str(int(match["number"]))) if programme else None
        return self._heading(code, node, match.end()) if code else None

    def _cell(self, node: Node) -> int:
        """The first cell of a row that begins with the name of a component."""
        at = node.start
        while at < node.end:
            if self._folded.startswith(_FIRST_WORDS, at):
                return at
            tab = self._text.find("\t", at, node.end)
            at = tab + 1 if tab >= 0 else node.end
        return node.start

    def _programme(self, node: Node) -> str | None:
        end = min(node.end, node.start + 1500)
        codes = {mention.code for mention in programme_mentions(self._folded, node.start, end)}
        if len(codes) == 1:
            return codes.pop()
        return self._context.of(tuple(frame.node for frame in self._state.frames[-8:]))

    def _code(self, programme: str, level: str, number: str) -> str | None:
        rank = _RANK[level[0]]
        if rank == 3 and programme == "ntm":
            return f"ntm/{number}"
        if rank == 1:
            return f"{programme}/{number}"
        above = next((frame.code for frame in reversed(self._state.frames) if frame.code), None)
        last = self._state.last
        if last is not None and (above is None or last.startswith(f"{above}/")):
            above = last
        if above is None or not above.startswith(f"{programme}/"):
            return None
        parts = above.split("/")
        if rank == 2:
            return "/".join((*parts[:2], number))
        below = parts[:3] if len(parts) >= 3 and parts[2] != "0" else [*parts[:2], "0"]
        return "/".join((*below, number))

    def _has_bare_contents(self, node: Node) -> bool:
        """Whether the numbered headings below a project are contents: ``7.1. Xây dựng …``, not ``7.1. Mục tiêu``."""
        below = [child for child in node.children if child.kind == "decimal"][:30]
        return bool(below) and all(
            child.label.startswith(f"{node.label}.")
            and not _GENERIC.match(self._folded, child.body)
            and not self._folded.startswith(_FIRST_WORDS, child.body)
            and child.end - child.body <= _LONGEST_TITLE
            for child in below
        )

    def _bare(self, node: Node, parent: _Frame) -> ComponentHeading | None:
        if not parent.contents or parent.code is None or node.kind != "decimal":
            return None
        number = node.label.rsplit(".", 1)[-1]
        above = parent.code if parent.code.count("/") >= 2 else f"{parent.code}/0"
        return self._heading(f"{above}/{int(number)}", node, node.body)

    def _listed(self, node: Node, parent: _Frame) -> ComponentHeading | None:
        """``(3) Phát triển sản xuất …`` below ``gồm 10 dự án thành phần:``; the numbers, else the titles tell which."""
        if parent.listed is None or node.kind == "row":
            return None
        parent.first_kind = parent.first_kind or node.kind or "plain"
        if (node.kind or "plain") != parent.first_kind:
            parent.listed = None
            return None
        number = re.search(r"\d{1,2}$", node.label.strip("()"))
        title = self._text[node.body : min(node.end, node.body + _LONGEST_TITLE)]
        code = f"{parent.listed}/{int(number[0])}" if number else component_of_title(parent.listed, title)
        return self._heading(code, node, node.body) if code else None

    def _inline(self, node: Node) -> Iterator[ComponentHeading]:
        """A list within one paragraph: ``gồm 10 dự án: (1) Giải quyết …; (2) Quy hoạch …``."""
        programme = self._programme(node)
        marks = list(_INLINE.finditer(self._folded, node.body, min(node.end, node.body + 8000))) if programme else []
        for index, mark in enumerate(marks):
            stop = marks[index + 1].start() if index + 1 < len(marks) else node.end
            code = f"{programme}/{int(mark['paren'] or mark['number'])}"
            end = min(stop, mark.end() + _LONGEST_TITLE)
            found = self._heading(code, node, mark.end(), start=mark.start(), end=end)
            if found is not None:
                yield found

    def _heading(
        self, code: str, node: Node, title: int, *, start: int | None = None, end: int | None = None
    ) -> ComponentHeading | None:
        stop = min(node.end, title + _LONGEST_TITLE) if end is None else end
        words = self._text[title:stop]
        own = title_end(code, words)
        cut = _TITLE_STOP.search(words, 12)
        if own is None and cut is not None and has_title(code, words[: cut.start()]):
            own = cut.start()
        stop = title + (own if own is not None else len(words))
        printed = self._text[title:stop].rstrip(" .;:,-")
        if not is_component(code) or not has_title(code, printed):
            return None
        stop = title + len(printed)
        first = start if start is not None else node.body if node.kind in ("dash", "plus", "star") else node.start
        if node.kind == "row":
            first = self._cell(node)
        return ComponentHeading(code, (title, stop), (first, stop), node)
