"""The component trees of the national target programmes, read from ``ontology/schemes/programmes.ttl``.

A printed title is the title of a component when most of the shorter one's words are the other's: plans shorten titles
(``… các dân tộc còn gặp nhiều khó khăn``), write ``DTTS&MN`` for ``dân tộc thiểu số và miền núi``, and misprint.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from loaders.folding import fold
from ontology import DIRECTORY, LV, SKOS

_FILE = DIRECTORY / "schemes" / "programmes.ttl"
_WORD = re.compile(r"[^\W_]+")
_SHORT = {"dtts": ("dan", "toc", "thieu", "so"), "mn": ("mien", "nui"), "ktxh": ("kinh", "te", "xa", "hoi"),
          "dbdtts": ("dong", "bao", "dan", "toc", "thieu", "so"), "mtqg": ("muc", "tieu", "quoc", "gia"),
          "cntt": ("cong", "nghe", "thong", "tin"), "kt": ("kinh", "te"), "xh": ("xa", "hoi")}  # fmt: skip
_ALIKE = 0.6


@cache
def component_titles() -> dict[str, tuple[str, ...]]:
    """Code to titles: ``1719/3/3`` → ("Phát triển kinh tế - xã hội - mô hình bộ đội …", shorter forms …)."""
    codes: dict[str, str] = {}
    titles: dict[str, list[str]] = {}
    with _FILE.open("rb") as turtle:
        for quad in parse(turtle, format=RdfFormat.TURTLE):
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, Literal):
                continue
            if quad.predicate.value == LV.code:
                codes[quad.subject.value] = quad.object.value
            elif quad.predicate.value in (SKOS.prefLabel, SKOS.altLabel) and quad.object.language == "vi":
                titles.setdefault(quad.subject.value, []).append(quad.object.value)
    return {code: tuple(titles[iri]) for iri, code in codes.items()}


@cache
def _title_words() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {code: tuple(title_words(title) for title in titles) for code, titles in component_titles().items()}


@lru_cache(maxsize=2048)
def title_words(title: str) -> tuple[str, ...]:
    """The words of a title, folded, with its abbreviations written out."""
    return tuple(word for _, word in _words(title))


def _words(text: str) -> list[tuple[int, str]]:
    """Each word with the offset where it ends; ``và`` is left out, as ``DTTS&MN`` has none."""
    return [
        (match.end(), word)
        for match in _WORD.finditer(fold(text))
        if match[0] != "va"
        for word in _SHORT.get(match[0], (match[0],))
    ]


def is_component(code: str) -> bool:
    """Whether the programme has a component of this number, or may have: contents are not all known."""
    known = component_titles()
    if code in known:
        return True
    above = code.rsplit("/", 1)[0]
    parts = code.count("/")
    return parts >= 3 and (above in known or above.removesuffix("/0") in known)


def has_title(code: str, title: str) -> bool:
    """Whether ``title`` may be that of the component; a content whose title is not known may have any."""
    known = _title_words().get(code)
    if known is None:
        return is_component(code)
    words = set(title_words(title))
    return any(_share(words, set(one)) >= _ALIKE for one in known)


def _share(a: set[str], b: set[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def component_of_title(programme: str, title: str) -> str | None:
    """The component of a programme that bears ``title``, where its number is not printed; None if none does."""
    words = set(title_words(title))
    if len(words) < 4:
        return None
    best, code = 0.0, None
    for candidate, known in _title_words().items():
        if candidate.startswith(f"{programme}/"):
            share = max(len(words & set(one)) / max(len(words), len(set(one))) for one in known)
            if share > best:
                best, code = share, candidate
    return code if best >= _ALIKE else None


def title_end(code: str, text: str) -> int | None:
    """Where the component's own title ends in ``text`` that begins with it; None where it does not."""
    words = _words(text)
    for known in _title_words().get(code, ()):
        if len(words) >= len(known) and all(word == own for (_, word), own in zip(words, known, strict=False)):
            return words[len(known) - 1][0]
    return None
