"""Mentions of the same document become one: its identity is number, issuer and date, never the number alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from loaders.citing.mention import Mention
from loaders.folding import fold
from loaders.numbers import number_of
from loaders.records import Document
from loaders.resolving.issuers import canonical_issuer

_RECENT: Final = 24
_SEPARATORS: Final = re.compile(r"[\s/.,&_()–—−‐‑-]+")
_LAWS: Final = frozenset({"luat", "bo-luat", "phap-lenh"})
_ALIASES: Final = tuple(
    (re.compile(rf"\b{short}\b"), long)
    for short, long in (
        ("hdnd", "hoi dong nhan dan"), ("ubnd", "uy ban nhan dan"), ("dtts&mn", "dan toc thieu so va mien nui"),
        ("dtts", "dan toc thieu so"), ("kt-xh", "kinh te xa hoi"), ("gtgt", "gia tri gia tang"),
        ("tncn", "thu nhap ca nhan"), ("tndn", "thu nhap doanh nghiep"), ("ttdb", "tieu thu dac biet"),
        ("xk", "xuat khau"), ("nk", "nhap khau"), ("nsnn", "ngan sach nha nuoc"), ("bhxh", "bao hiem xa hoi"),
    )
)  # fmt: skip


@dataclass(slots=True)
class Cluster:
    """The mentions of one document, and what they say of it (kept as they come, so that adding stays cheap)."""

    mentions: list[Mention] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    printed_dates: Counter[str] = field(default_factory=Counter)
    shared_dates: Counter[str] = field(default_factory=Counter)
    issuers: Counter[str] = field(default_factory=Counter)

    def add(self, mention: Mention) -> None:
        """One more mention of the document."""
        self.mentions.append(mention)
        if mention.number is not None and not mention.brief:
            self.numbers.add(key_of(mention.number.printed))
        if mention.issued is not None:
            (self.shared_dates if mention.shared else self.printed_dates)[mention.issued] += 1
        if mention.issuer is not None:
            self.issuers[mention.issuer] += 1

    @property
    def dates(self) -> Counter[str]:
        """Dates printed for it; those that only stand at a neighbour count where there is no other."""
        return self.printed_dates or self.shared_dates


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
        cluster.add(mention)
        for key in keys:
            known = self._by_key.setdefault(key, [])
            if not any(cluster is other for other in known[-_RECENT:]):
                known.append(cluster)
        if mention.type in _LAWS and len(short := _short_name(mention.name)) > 2:
            self._by_key.setdefault("a:" + short, []).append(cluster)

    def _find(self, mention: Mention, keys: list[str]) -> Cluster | None:
        for key in keys:
            candidates = [c for c in self._by_key.get(key, [])[-_RECENT:] if compatible(c, mention)]
            if candidates:
                dated = [c for c in candidates if mention.issued is not None and mention.issued in c.dates]
                return (dated or candidates)[-1]
        return None


@lru_cache(maxsize=8192)
def key_of(number: str) -> str:
    """A number without regard to case, blanks, dash kinds and leading zeros: ``05/2011/NĐ-CP`` → ``5-2011-nđ-cp``."""
    return _SEPARATORS.sub("-", number.casefold().replace("ð", "đ")).strip("-").lstrip("0")


def _keys(mention: Mention) -> Iterator[str]:
    number = mention.number
    if number is not None:
        if not mention.brief:
            yield "n:" + key_of(number.printed)
        yield f"o:{mention.type}:{number.ordinal.lower().lstrip('0')}"
        if mention.type in _LAWS and " " in mention.name:
            yield "l:" + _plain(mention.name)
    elif mention.type == "de-an":
        yield "s:" + " ".join(_plain(mention.name).split()[:2])
    else:
        yield "l:" + _plain(mention.name)
        if mention.type in _LAWS and mention.name.count(" ") == 1:
            yield "a:" + mention.name.rpartition(" ")[2]


def _short_name(name: str) -> str:
    """``luat bao hiem y te`` -> ``bhyt``: how the text may call the law later, ``Luật BHYT``."""
    return "".join(word[0] for word in name.split(" ")[1:] if word not in ("", "va"))


@lru_cache(maxsize=8192)
def _plain(name: str) -> str:
    for short, long in _ALIASES:
        name = short.sub(long, name)
    return " ".join(word for word in re.findall(r"\w+", name) if word != "va")


def compatible(cluster: Cluster, mention: Mention) -> bool:
    """Whether ``mention`` may name the document of ``cluster``: numbers, issuers and dates do not contradict."""
    first = cluster.mentions[0]
    if first.type == "de-an" and first.number is None and mention.number is None:
        return _overlap(first.name, mention.name) >= 0.6
    if not _same_number(cluster, mention):
        return False
    dates = cluster.dates
    if mention.issued is not None and mention.issued in dates:
        return True
    if mention.issuer and cluster.issuers and not _among(mention.issuer, cluster):
        return False
    if mention.issued is None or mention.shared or not dates:
        return True
    return _misprinted(mention, mention.issued, dates)


def _same_number(cluster: Cluster, mention: Mention) -> bool:
    if mention.number is None or mention.brief or not cluster.numbers:
        return True
    return key_of(mention.number.printed) in cluster.numbers


def _among(issuer: str, cluster: Cluster) -> bool:
    if issuer in cluster.issuers:
        return True
    return any(same_issuer(issuer, other) for other, _ in zip(cluster.issuers, range(_RECENT), strict=False))


def _misprinted(mention: Mention, issued: str, dates: Counter[str]) -> bool:
    """One document with two dates, or two documents of one number: years tell, unless the number has the year."""
    if mention.number is None:
        return any(issued.startswith(date) or date.startswith(issued) for date in dates)
    return mention.number.year is not None or any(date[:4] == issued[:4] for date in dates)


@lru_cache(maxsize=8192)
def same_issuer(first: str, second: str) -> bool:
    """Whether two printed issuers may be one body: ``Bộ trưởng Bộ Tài chính`` and ``Bộ Tài chính``."""
    a, b = fold(canonical_issuer(first)), fold(canonical_issuer(second))
    return a in b or b in a


def _overlap(first: str, second: str) -> float:
    a, b = set(_plain(first).split()), set(_plain(second).split())
    return len(a & b) / max(1, min(len(a), len(b)))


def is_self(mention: Mention, document: Document) -> bool:
    """Whether ``mention`` names the citing document itself: its own number, and no other issuer or date."""
    if mention.number is None or mention.brief or not document.number:
        return False
    if key_of(mention.number.printed) != key_of(document.number) and not _yearless(mention, document):
        return False
    if mention.issued and document.issued and not mention.shared and not _same_day(mention.issued, document.issued):
        return False
    return not (mention.issuer and document.issuer and not same_issuer(mention.issuer, document.issuer))


def _yearless(mention: Mention, document: Document) -> bool:
    """``3195/QĐ-UB`` of the day and number of ``3195/2004/QĐ-UB``, as its attachment calls it."""
    own = number_of(document.number or "")
    if own is None or mention.number is None or None in (mention.issued, document.issued):
        return False
    return (own.ordinal, own.symbol, document.issued) == (mention.number.ordinal, mention.number.symbol, mention.issued)


def _same_day(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)
