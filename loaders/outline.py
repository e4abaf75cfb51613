"""The outline: the tree of a document's headings and items, with their number paths.

``III. NHIỆM VỤ`` → ``2. Về phát triển kinh tế`` → ``a) Đối với nông nghiệp`` → ``(1) Phát triển …`` gives the path
``("III", "2", "a", "(1)")``, as a task ``III.2.a(1)``. ``3.2.1`` below IV is ``("IV", "3", "2", "1")``; the second
bullet below ``a`` is ``(…, "a", "-2")``. A paragraph without a label has its parent's path.

A decision and the plan attached to it are one outline: ``head_end`` and ``tail_start`` are those of the decision,
``attachments`` the offsets where attached documents begin (``QUY CHẾ``, ``Phụ lục I``); their nodes follow the
decision's among the roots, so that ``walk`` reaches every line of every part.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from loaders.outlining.labels import Kind
from loaders.outlining.nesting import Item, nest
from loaders.outlining.parts import Parts, divide
from loaders.view import View

_UNNUMBERED = ("dash", "plus", "star", "heading", "row", "")


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One labelled line, or a plain paragraph (label ``""``): ``[start, end)``, its subtree ``[start, stop)``."""

    label: str
    kind: Kind
    path: tuple[str, ...]
    level: int
    start: int
    end: int
    body: int
    stop: int
    children: tuple[Node, ...] = field(default=(), repr=False)

    def text(self, view: View) -> str:
        """The words of the node's own line after its label."""
        return view.text[self.body : self.end]

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    @property
    def task_path(self) -> str:
        """The number path as people cite it: ``III.2.d(1)``; bullets and plain paragraphs add nothing."""
        numbered = [part for part in self.path if part[0] not in "-+*#"]
        return re.sub(r"\.(?=\()", "", ".".join(numbered))


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The parts of a document and the tree of its numbered text; all offsets are the view's."""

    view: View
    head_end: int
    tail_start: int
    tail_end: int
    attachments: tuple[int, ...]
    roots: tuple[Node, ...]
    nodes: tuple[Node, ...] = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)

    def walk(self) -> Iterator[Node]:
        """All nodes in the order of the text."""
        return iter(self.nodes)

    def at(self, offset: int) -> Node | None:
        """The node on whose own line ``offset`` lies; None in the letterhead and in Nơi nhận."""
        index = bisect_right(self.starts, offset) - 1
        if index < 0 or offset >= self.nodes[index].end:
            return None
        return self.nodes[index]


def outline(view: View) -> Outline:
    """The outline of a cleaned text; a text without any heading has plain paragraphs as roots."""
    parts = divide(view)
    items = nest(view, parts.body)
    nodes = _nodes(items)
    roots = tuple(node for node in nodes if node.level == 0)
    return _outline(view, parts, roots, nodes)


def _outline(view: View, parts: Parts, roots: tuple[Node, ...], nodes: tuple[Node, ...]) -> Outline:
    starts = tuple(node.start for node in nodes)
    return Outline(view, parts.head_end, parts.tail_start, parts.tail_end, parts.attachments, roots, nodes, starts)


def _nodes(items: list[Item]) -> tuple[Node, ...]:
    """Items become nodes from the last to the first, so that children exist before their parents."""
    children: dict[int, list[Node]] = {}
    nodes: list[Node] = []
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        below = tuple(reversed(children.pop(index, [])))
        stop = below[-1].stop if below else item.end
        node = Node(item.label, item.kind, item.path, item.level, item.start, item.end, item.body, stop, below)
        children.setdefault(item.parent, []).append(node)
        nodes.append(node)
    return tuple(reversed(nodes))
