"""Mentions of the same document become one citation; its identity is number, issuer and date, never the number alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from loaders.citing.mention import Mention
from loaders.citing.oddity import date_oddity, impossible_date, symbol_oddity
from loaders.folding import fold
from loaders.records import Citation, Document
from loaders.resolve_issuers import canonical_issuer
from loaders.view import View

_RECENT: Final = 24
_SEPARATORS: Final = re.compile(r"[\s/.,&_()-]+")
_ALIASES: Final = (
    ("hdnd", "hoi dong nhan dan"),
    ("ubnd", "uy ban nhan dan"),
    ("dtts&mn", "dan toc thieu so va mien nui"),
    ("dtts", "dan toc thieu so"),
)


@dataclass(slots=True)
class Cluster:
    """The mentions of one document, in order."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def dates(self) -> list[str]:
        """Dates printed for it, without those that only stand at a neighbour."""
        return [m.issued for m in self.mentions if m.issued and not m.shared] or [
            m.issued for m in self.mentions if m.issued
        ]

    @property
    def issuers(self) -> list[str]:
        """Issuers printed for it, made whole."""
        return [m.issuer for m in self.mentions if m.issuer]


class Clusters:
    """All documents named so far, found again by number, by ordinal and type, or by name."""

    def __init__(self) -> None:
        self.all: list[Cluster] = []
        self._by_key: dict[str, list[Cluster]] = {}

    def add(self, mention: Mention) -> None:
        """Puts ``mention`` with the document it names, which may be a new one."""
        keys = list(_keys(mention))
        cluster = self._find(mention, keys)
        if cluster is None:
            cluster = Cluster()
            self.all.append(cluster)
        cluster.mentions.append(mention)
        for key in keys:
            known = self._by_key.setdefault(key, [])
            if not any(cluster is other for other in known[-_RECENT:]):
                known.append(cluster)

    def _find(self, mention: Mention, keys: list[str]) -> Cluster | None:
        for key in keys:
            candidates = [c for c in self._by_key.get(key, [])[-_RECENT:] if compatible(c, mention)]
            if candidates:
                return max(
                    reversed(candidates),
                    key=lambda cluster: mention.issued is not None and mention.issued in cluster.dates,
                )
        return None


def key_of(number: str) -> str:
    """A number without regard to case, blanks, dash kinds and leading zeros: ``05/2011/NĐ-CP`` → ``5-2011-nd-cp``."""
    return _SEPARATORS.sub("-", fold(number)).strip("-").lstrip("0")


def _keys(mention: Mention) -> Iterable[str]:
    number = mention.number
    if number is not None:
        if not mention.brief:
            yield "n:" + key_of(number.printed)
        yield f"o:{mention.type}:{number.ordinal.lower().lstrip('0')}"
        if mention.name and mention.type in ("luat", "bo-luat", "phap-lenh") and len(mention.name.split()) > 1:
            yield "l:" + _plain(mention.name)
    elif mention.type == "de-an":
        yield "s:" + " ".join(_plain(mention.name).split()[:2])
    else:
        yield f"l:{_plain(mention.name)}"


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    for short, long in _ALIASES:
        name = re.sub(rf"\b{short}\b", long, name)
    return " ".join(re.findall(r"\w+", name))


def compatible(cluster: Cluster, mention: Mention) -> bool:
    """Whether ``mention`` may name the document of ``cluster``: numbers, issuers and dates do not contradict."""
    first = cluster.mentions[0]
    if first.type == "de-an" and first.number is None and mention.number is None:
        return _overlap(first.name, mention.name) >= 0.6
    if mention.number is not None and not mention.brief:
        numbers = {key_of(m.number.printed) for m in cluster.mentions if m.number is not None and not m.brief}
        if numbers and key_of(mention.number.printed) not in numbers:
            return False
    dates, issuers = cluster.dates, cluster.issuers
    if mention.issued is not None and mention.issued in dates:
        return True
    if mention.issuer and issuers and not any(_same_issuer(mention.issuer, issuer) for issuer in issuers):
        return False
    if mention.issued is None or mention.shared or not dates:
        return True
    return _same_date_misprinted(cluster, mention, dates)


def _same_date_misprinted(cluster: Cluster, mention: Mention, dates: list[str]) -> bool:
    """One document with two dates, or two documents of one number: years tell, unless the number has the year."""
    issued = mention.issued or ""
    if any(issued.startswith(date) or date.startswith(issued) for date in dates):
        return True
    if mention.number is None:
        return False
    return mention.number.year is not None or any(date[:4] == issued[:4] for date in dates)


def _same_issuer(first: str, second: str) -> bool:
    a, b = fold(canonical_issuer(first)), fold(canonical_issuer(second))
    return a in b or b in a


def _overlap(first: str, second: str) -> float:
    a, b = set(_plain(first).split()), set(_plain(second).split())
    return len(a & b) / max(1, min(len(a), len(b)))


def citation(cluster: Cluster, view: View, document: Document, head_end: int) -> Citation:
    """The record of one document that the text names."""
    mentions = sorted(cluster.mentions, key=lambda m: m.start)
    full = next((m for m in mentions if (m.issued and not m.shared) or m.issuer), None) or mentions[0]
    about = full.about or next((m.about for m in mentions if m.about), None)
    dates = cluster.dates
    issued = Counter(dates).most_common(1)[0][0] if dates else None
    issuer = max(cluster.issuers, key=lambda name: (not name.isupper(), len(name)), default=None)
    number = _number(mentions)
    kind = next((m.type for m in mentions if not m.brief), mentions[0].type)
    quote_end = max(full.end, full.about[1]) if full.about else full.end
    start, end = view.span(full.start, quote_end)
    return Citation(
        number, kind, issued, issuer, view.quote(*about) if about else None,
        "basis" if mentions[0].start < head_end else "mention", len(mentions), view.quote(full.start, quote_end),
        _oddity(mentions, number, kind, issuer, dates, issued), start, end,
        tuple(view.span(m.start, m.end) for m in mentions),
    )  # fmt: skip


def _number(mentions: list[Mention]) -> str | None:
    """As printed first, but ``QĐ-TTg`` rather than the ``QĐ-TTG`` of a title in capitals."""
    printed = [m.number.printed for m in mentions if m.number is not None and not m.brief]
    if not printed:
        return next((m.printed for m in mentions if m.printed), None)
    alike = [number for number in printed if number.casefold() == printed[0].casefold()]
    return min(alike, key=lambda number: not any(char.islower() for char in number))


def _oddity(
    mentions: list[Mention], number: str | None, kind: str, issuer: str | None, dates: list[str], issued: str | None
) -> str | None:
    found = [impossible_date(m.impossible) for m in mentions if m.impossible and issued is None][:1]
    symbol = next((m.symbol for m in mentions if m.symbol), "")
    if number and symbol:
        found.append(symbol_oddity(number, symbol, kind, issuer) or "")
    if issued is not None:
        found.append(date_oddity([date for date in dates if len(date) == len(issued)], issued) or "")
    return " ".join(sentence for sentence in found if sentence) or None


def is_self(mention: Mention, document: Document) -> bool:
    """Whether ``mention`` names the citing document itself: its own number, and no other issuer or date."""
    if mention.number is None or mention.brief or not document.number:
        return False
    if key_of(mention.number.printed) != key_of(document.number):
        return False
    if mention.issued and document.issued and not document.issued.startswith(mention.issued[:7]) and not mention.shared:
        return False
    return not (mention.issuer and document.issuer and not _same_issuer(mention.issuer, document.issuer))
