"""The components of national target programmes that a text lists as its content: ``Dự án 3: Phát triển sản xuất …``."""

from __future__ import annotations

from loaders.duties.sections import organisation_sections
from loaders.outline import Outline
from loaders.programmes.headings import component_headings
from loaders.records import Component, ComponentLevel, Document


def components(outline: Outline, document: Document) -> tuple[Component, ...]:
    """The listed components in order, once each; not where agencies are charged with them."""
    view = outline.view
    sections = organisation_sections(outline)
    found: dict[str, Component] = {}
    for heading in component_headings(outline, document.title):
        if heading.code in found or any(start <= heading.node.start < stop for start, stop in sections):
            continue
        start, end = view.span(*heading.quote)
        title, quote = view.quote(*heading.title), view.quote(*heading.quote)
        found[heading.code] = Component(heading.code, component_level(heading.code), title, quote, start, end)
    return tuple(found.values())


def component_level(code: str) -> ComponentLevel:
    """``1719/3`` project, ``1719/3/2`` subproject, ``1719/7/0/1`` and ``ntm/3`` content."""
    parts = code.split("/")
    if len(parts) > 3 or parts[0] == "ntm":
        return "content"
    return "subproject" if len(parts) == 3 else "project"
