"""The record of a document that a text names, written from all its mentions."""

from __future__ import annotations

from typing import Final

from loaders.citing.mention import Mention
from loaders.citing.merge import Cluster
from loaders.citing.oddity import date_oddity, impossible_date, symbol_oddity
from loaders.records import Citation, Span
from loaders.view import View

_QUOTED: Final = 1200


def citation(cluster: Cluster, view: View, bases: tuple[Span, ...]) -> Citation:
    """The citation of ``cluster``; its role is ``basis`` when it is first named in one of ``bases``."""
    mentions = sorted(cluster.mentions, key=lambda mention: mention.start)
    full = next((m for m in mentions if (m.issued and not m.shared) or m.issuer), mentions[0])
    about = full.about or next((m.about for m in mentions if m.about), None)
    dates = cluster.dates
    issued = max(dates, key=lambda date: dates[date], default=None)
    issuer = max(cluster.issuers, key=_fullness, default=None)
    number = _number(mentions)
    kind = next((m.type for m in mentions if not m.brief), mentions[0].type)
    stop = min(full.stop, full.start + _QUOTED)
    start, end = view.span(full.start, stop)
    return Citation(
        number=number,
        type=kind,
        issued=issued,
        issuer=issuer,
        about=_about(view, about, kind),
        role="basis" if any(low <= mentions[0].start < high for low, high in bases) else "mention",
        mentions=len(mentions),
        quote=view.quote(full.start, stop),
        oddity=_oddity(cluster, number, kind, issuer, issued),
        start=start,
        end=end,
        mention_spans=tuple(view.span(m.start, m.end) for m in mentions),
    )


def _fullness(issuer: str) -> tuple[bool, int, int]:
    """The longest form is the fullest; of equals the one that no title in capitals has lost its letters to."""
    return not issuer.isupper(), len(issuer), sum(char.isupper() for char in issuer)


def _about(view: View, about: Span | None, kind: str) -> str | None:
    """The subject in the text's words; a Đề án is called by its name, without quotation marks."""
    if about is None:
        return None
    return view.quote(*about).strip('“”"' if kind == "de-an" else None)


def _number(mentions: list[Mention]) -> str | None:
    """As printed first, but ``QĐ-TTg`` rather than the ``QĐ-TTG`` of a title in capitals."""
    printed = [m.number.printed for m in mentions if m.number is not None and not m.brief]
    if not printed:
        return next((m.printed for m in mentions if m.printed), None)
    alike = [number for number in printed if number.casefold() == printed[0].casefold()]
    return min(alike, key=lambda number: not any(char.islower() for char in number))


def _oddity(cluster: Cluster, number: str | None, kind: str, issuer: str | None, issued: str | None) -> str | None:
    """What looks wrong about the document, in sentences; None when nothing does."""
    mentions = cluster.mentions
    found = [impossible_date(m.impossible) for m in mentions if m.impossible][:1]
    symbol = next((m.symbol for m in mentions if m.symbol), "")
    if number and symbol:
        found.append(symbol_oddity(number, symbol, kind, issuer) or "")
    if issued is not None:
        found.append(date_oddity([date for date in cluster.dates if len(date) == len(issued)], issued) or "")
    return " ".join(sentence for sentence in found if sentence) or None
