"""Web pages: the main text without the site's menus and lists (trafilatura), tables in reading order."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from loaders.folding import fold
from loaders.formats import tables
from loaders.outlining.labels import LABEL

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # a page without text is reported by reading

Element = Any
"""An lxml element; trafilatura's tree has ``p``, ``head``, ``lb``, ``table``, ``row``, ``cell``, ``list``, ``item``."""

_BLOCKS = frozenset(
    {
        "p",
        "head",
        "item",
        "quote",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "dd",
        "dt",
    }
)
_ITEMS = frozenset({"item", "li"})
_BREAKS = frozenset({"lb", "br", "hr"})
_ROWS = frozenset({"row", "tr"})
_CELLS = frozenset({"cell", "td", "th"})
_SKIPPED = frozenset({"script", "style", "noscript", "nav", "footer", "form", "select", "button", "iframe", "template"})
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_PARTS = re.compile(r"cong hoa xa hoi chu nghia|noi nhan\s?:|^so\s?:", re.MULTILINE)


def charset(data: bytes) -> str | None:
    """The encoding that the page declares, in lower case."""
    declared = _CHARSET.search(data[:4096])
    return declared[1].decode("ascii", "replace").lower() if declared else None


def extract(page: str) -> str:
    """The text of a page's main part; of the whole page where the main part found lacks letterhead or signature."""
    found = trafilatura.bare_extraction(page, include_tables=True, include_comments=False, favor_recall=True)
    main = _text(found.body) if found is not None and not isinstance(found, dict) and found.body is not None else ""
    whole = _text(_body(page))
    missing = set(_PARTS.findall(fold(whole))) - set(_PARTS.findall(fold(main)))
    return whole if missing or len(main) < len(whole) // 5 else main


def _body(page: str) -> Element:
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # not one element
        return lxml_html.Element("body")
    body = tree.find("body")
    return tree if body is None else body


def _text(root: Element) -> str:
    return "\n".join(line for line in _lines(root) if line)


def _lines(element: Element) -> Iterator[str]:
    """The lines of an element: runs of text outside blocks, then each block in turn."""
    pieces: list[str] = []
    counts: dict[Element, int] = {}
    for part in _parts(element):
        if isinstance(part, str):
            pieces.append(part)
            continue
        yield from _printed("".join(pieces))
        pieces = []
        if part.tag == "table":
            yield from tables.lines(
                [[list(_lines(cell)) for cell in _below(row, _CELLS)] for row in _below(part, _ROWS)]
            )
        elif part.tag in _ITEMS:
            parent = part.getparent()
            counts[parent] = counts.get(parent, 0) + 1
            yield from _item(part, f"{counts[parent]}." if "ol" in {parent.tag, parent.get("rend")} else "-")
        else:
            yield from _lines(part)
    yield from _printed("".join(pieces))


def _item(element: Element, mark: str) -> Iterator[str]:
    """The lines of a list's item behind the mark that a browser prints before it."""
    lines = (line for line in _lines(element) if line)
    for first in lines:
        yield first if LABEL.match(first) else f"{mark} {first}"
        break
    yield from lines


def _printed(words: str) -> Iterator[str]:
    for line in words.split("\n"):
        yield " ".join(line.split())


def _parts(element: Element) -> Iterator[str | Element]:
    """Text with ``\\n`` for breaks, and the blocks and tables below ``element``; white space is one blank."""
    waiting: list[tuple[Element, bool]] = [(element, True)]
    while waiting:
        node, enter = waiting.pop()
        if not enter:
            yield _collapsed(node.tail)
            continue
        if node is not element:
            waiting.append((node, False))
            if not isinstance(node.tag, str) or node.tag in _SKIPPED:
                continue
            if node.tag in _BREAKS:
                yield "\n"
                continue
            if node.tag in _BLOCKS or node.tag == "table":
                yield node
                continue
        yield _collapsed(node.text)
        waiting.extend((child, True) for child in reversed(node))


def _collapsed(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _below(element: Element, tags: frozenset[str]) -> Iterator[Element]:
    """The nearest elements of a tag below ``element``, in order."""
    waiting = list(reversed(element))
    while waiting:
        node = waiting.pop()
        if node.tag in tags:
            yield node
        elif node.tag != "table":
            waiting.extend(reversed(node))
