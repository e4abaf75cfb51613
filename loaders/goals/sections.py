"""Sections: where a document states its goals, paragraph by paragraph, and by which year each is to be reached.

``2. Mục tiêu cụ thể`` → ``a) Mục tiêu đến năm 2025`` → the bullets below, horizon 2025. ``Tầm nhìn đến năm 2045`` and
``Định hướng mục tiêu đến năm 2030`` are such headings too, ``Mục tiêu tổng quát`` is none; a bare ``MỤC TIÊU`` is one
for what stands directly below it, unless headings of goals stand there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.goals.headings import Heading, read_heading
from loaders.outline import Node, Outline
from loaders.records import Document

_FREE = frozenset({"dash", "plus", "star", "", "heading", "row"})
"""Kinds of nodes without a number: one of them that is a heading holds for those that follow it."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of goals ``[start, end)`` in the view; ``above`` are the words it is listed under, if any.

    ``horizon`` is the year of the headings, ``numbers_only`` says that only goals with a number count: the
    ``Mục tiêu`` of one project, ``is_row`` that it is a table row. What is said of a year before ``since``, the first
    year of the plan, is how things were.
    """

    start: int
    end: int
    horizon: int | None
    above: tuple[int, int] = (0, 0)
    numbers_only: bool = False
    is_row: bool = False
    since: int | None = None


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that is open: the node, what it means, and the words and year that hold below it."""

    depth: int
    kind: str
    is_parent: bool
    mode: str
    horizon: int | None
    above: tuple[int, int] = (0, 0)
    numbers_only: bool = False


def blocks(outline: Outline, document: Document) -> list[Block]:
    """The paragraphs of goals in the order of the text; one that a page break cut in two is one again."""
    found: list[Block] = []
    since = document.period[0] if document.period else None
    for block in _walk(outline, document):
        if found and _continues(outline, found[-1], block):
            found[-1] = replace(found[-1], end=block.end)
        else:
            found.append(replace(block, since=since) if since else block)
    return found


def _walk(outline: Outline, document: Document) -> Iterator[Block]:
    folded = outline.view.folded
    opened = [_Open(-1, "", is_parent=True, mode="outside", horizon=_default_horizon(document))]
    for node in outline.nodes:
        while len(opened) > 1 and _closes(opened[-1], node):
            opened.pop()
        heading = read_heading(folded, node, opened[-1].mode)
        if heading is None:
            if opened[-1].mode == "goals":
                yield _block(node.body, node.end, opened[-1], is_row=node.kind == "row")
            continue
        depth = _depth_of(node, opened)
        while len(opened) > 1 and opened[-1].depth >= depth:
            opened.pop()
        opened.append(_opened(node, depth, heading, opened[-1]))
        if opened[-1].mode == "goals" and heading.content is not None:
            yield _block(heading.content, node.end, opened[-1])


def _block(start: int, end: int, under: _Open, *, is_row: bool = False) -> Block:
    return Block(start, end, under.horizon, under.above, under.numbers_only, is_row)


def _closes(level: _Open, node: Node) -> bool:
    """Whether ``node`` lies outside an open heading; one without nodes of its own holds for those that follow it."""
    if level.is_parent:
        return node.level <= level.depth
    beside = node.level == level.depth and node.kind == level.kind and node.kind not in _FREE
    return beside or node.level < level.depth


def _depth_of(node: Node, opened: list[_Open]) -> int:
    """The depth at which a heading opens: ``* Đến năm 2030:`` beside ``* Đến năm 2025:``, wherever bullets nest it."""
    if node.kind in _FREE:
        beside = (level for level in reversed(opened) if not level.is_parent and level.kind == node.kind)
        return next((level.depth for level in beside), node.level)
    return node.level


def _opened(node: Node, depth: int, heading: Heading, above: _Open) -> _Open:
    words = (node.body, heading.end) if heading.is_topic else (0, 0) if heading.mode != above.mode else above.above
    return _Open(
        depth,
        node.kind,
        bool(node.children),
        heading.mode,
        heading.horizon or above.horizon,
        words,
        above.numbers_only or heading.numbers_only,
    )


def _default_horizon(document: Document) -> int | None:
    if document.period is not None:
        return document.period[1]
    return document.vision


def _continues(outline: Outline, before: Block, block: Block) -> bool:
    """``… các ngành, nghề:`` at the end of a page and ``Công nghiệp, …`` on the next are one paragraph."""
    view = outline.view
    node = outline.at(block.start)
    if block.is_row or before.is_row or node is None or node.label or view.text[before.end : block.start].strip():
        return False
    last = view.text[before.end - 1]
    if last == ":":
        return "%" in view.text[before.start : before.end]
    return last not in '.;!?”"' and view.text[block.start].islower()
