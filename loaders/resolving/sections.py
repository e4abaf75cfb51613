"""Which numbered section a stretch of the source lies in, and what each section is called."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from loaders.outline import Node, Outline

_LONGEST_HEADING: Final = 300


@dataclass(frozen=True, slots=True)
class Heading:
    """``III.2.a``, its words ``Về phát triển kinh tế``, the source offsets of its line; ``parent`` is ``III.2``."""

    path: str
    words: str
    start: int
    end: int
    parent: str | None


@dataclass(frozen=True, slots=True)
class Sections:
    """Sections of one source text: ``starts`` are source offsets in order, ``paths`` the number path from each on."""

    starts: tuple[int, ...]
    paths: tuple[str, ...]
    headings: dict[str, Heading]

    def path_at(self, offset: int) -> str | None:
        """``III.2.a`` for an offset in that section's text; None in the header."""
        index = bisect_right(self.starts, offset) - 1
        return (self.paths[index] or None) if index >= 0 else None

    def chain(self, path: str) -> tuple[Heading, ...]:
        """The headings from ``path`` up to its root; empty when the text has no such section."""
        chain: list[Heading] = []
        heading = self.headings.get(path)
        while heading is not None:
            chain.append(heading)
            heading = self.headings.get(heading.parent) if heading.parent else None
        return tuple(chain)


NO_SECTIONS: Final = Sections((), (), {})


def sections(outline: Outline) -> Sections:
    """The sections of an outline; where a number path comes twice (in an attachment), the first has the heading."""
    starts: list[int] = []
    paths: list[str] = []
    headings: dict[str, Heading] = {}
    for node in outline.walk():
        path = node.task_path
        if not paths or path != paths[-1]:
            starts.append(outline.view.span(node.start, node.start + 1)[0])
            paths.append(path)
        if path and node.label and path not in headings and not _is_bullet(node):
            headings[path] = _heading(outline, node, path)
    return Sections(tuple(starts), tuple(paths), headings)


def _is_bullet(node: Node) -> bool:
    return node.path[-1][0] in "-+*#"


def _heading(outline: Outline, node: Node, path: str) -> Heading:
    start, end = outline.view.span(node.start, node.end)
    words = outline.view.quote(node.body, node.end)
    if len(words) > _LONGEST_HEADING:
        words = words[:_LONGEST_HEADING].rsplit(" ", 1)[0] + " …"
    return Heading(path, words, start, end, parent_path(path))


def parent_path(path: str) -> str | None:
    """``III.2.d(1)`` lies in ``III.2.d``, that in ``III.2``; a root has no parent."""
    if path.endswith(")") and "(" in path:
        return path[: path.rindex("(")].rstrip(".") or None
    return path.rpartition(".")[0] or None
