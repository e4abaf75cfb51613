"""The ``document`` layer: a document's type, number, date, issuer, place, title, signers and recipients."""

from __future__ import annotations

from loaders.heading.authority import Context, Issuer, issuer_of
from loaders.heading.body import adopted_on, type_named_in
from loaders.heading.box import Box, box_of
from loaders.heading.recipients import recipients_of
from loaders.heading.tail import tail_of
from loaders.heading.title import Title, title_of, years_of
from loaders.heading.zone import Zone, find_zone
from loaders.numbers import type_of_symbol
from loaders.outline import Outline
from loaders.records import Document, Span
from loaders.view import View

_ADOPTED = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap", "nghi-quyet"})


def header(outline: Outline) -> Document:
    """The header facts of one document: ``Kế hoạch 303/KH-UBND`` of 2020-06-04, Ủy ban nhân dân tỉnh Bắc Kạn, …

    Every fact that nothing in the text says is None or empty. Only head and tail of the text are looked at.
    """
    view = outline.view
    zone = find_zone(view)
    title = title_of(view, zone)
    tail = tail_of(view, max(title.below, zone.basis or 0, zone.address or 0))
    box = box_of(view.source)
    issued = _issued(view, zone, box)
    head = (title.span[0] if title.span else title.below, max(outline.head_end, title.below))
    below = (title.below, max(title.below, zone.bound))
    issuer = issuer_of(view, zone, Context(below, head, title.words or "", issued, tail.signed_for))
    period, vision = years_of(title.words)
    recipients = recipients_of(view, tail.recipients)
    spans = _spans(view, zone, title, issuer, box)
    first = min((start for start, _ in spans.values()), default=0)
    return Document(
        type=_type(zone, box) or type_named_in(view, head),
        number=zone.number.printed if zone.number else box.number,
        symbol=zone.number.symbol if zone.number else box.symbol,
        issued=issued,
        issuer=issuer.name,
        place=issuer.place,
        title=title.words,
        period=period,
        vision=vision,
        signers=tail.signers or box.signers,
        recipients=tuple(words for words, _ in recipients),
        start=first,
        end=max((end for _, end in spans.values()), default=first),
        spans=spans,
        recipient_spans=tuple(view.span(*span) for _, span in recipients),
    )


def _issued(view: View, zone: Zone, box: Box) -> str | None:
    """The date of the letterhead, of the site's box, or that a law was adopted on (laws print no other)."""
    if zone.date:
        return zone.date.iso
    adopted = zone.type is not None and zone.type.slug in _ADOPTED
    return box.issued or (adopted_on(view) if adopted else None)


def _type(zone: Zone, box: Box) -> str | None:
    """The type word; a consolidated text by its symbol; without a type line the symbol, or an official letter."""
    printed = zone.number.symbol if zone.number else box.symbol
    symbol = type_of_symbol(printed) if printed else None
    if symbol == "van-ban-hop-nhat":
        return symbol
    if zone.type is not None:
        return symbol if (zone.type.slug, symbol) == ("thong-tu", "thong-tu-lien-tich") else zone.type.slug
    if zone.subject is not None or zone.address is not None:
        return symbol if symbol in ("to-trinh", "bao-cao", "giay-moi") else "cong-van"
    return symbol


def _spans(view: View, zone: Zone, title: Title, issuer: Issuer, box: Box) -> dict[str, Span]:
    """Source offsets of each field that the letterhead or the site's box prints."""
    fields: dict[str, Span | None] = {
        "type": (zone.type.start, zone.type.end) if zone.type else None,
        "number": zone.number.value if zone.number and zone.number.printed else None,
        "symbol": zone.number.value if zone.number else None,
        "issued": zone.date.value if zone.date else None,
        "issuer": issuer.span,
        "title": title.span,
    }
    spans = {name: view.span(*span) for name, span in fields.items() if span is not None}
    boxed = {"number": box.number_span, "symbol": box.number_span} if zone.number is None else {}
    boxed |= {"issued": box.issued_span} if zone.date is None else {}
    return spans | {name: span for name, span in boxed.items() if span is not None}
