"""Search over everything: names of things, questions of the catalogue, and words in texts, targets and duties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import lazy_gettext

from graph.errors import StoreError
from graph.fulltext import FACTS
from graph.fulltext_search import Found, SearchIndex
from graph.fulltext_words import Piece, Words, found_in, pieces, plain
from service import links
from service.i18n import LANGUAGES, language
from service.problems import Problem
from service.questions import catalogue
from service.render import moment
from service.state import service

NAMED: Final[Mapping[str, Any]] = {
    "document": lazy_gettext("Văn bản"),
    "place": lazy_gettext("Các địa bàn"),
    "agency": lazy_gettext("Các cơ quan"),
    "indicator": lazy_gettext("Chỉ số"),
    "component": lazy_gettext("Phần của chương trình"),
    "question": lazy_gettext("Câu hỏi"),
}
"""Kinds of what is found by its name."""
WORDED: Final[Mapping[str, Any]] = {
    "text": lazy_gettext("Nguyên văn"),
    "target": lazy_gettext("Chỉ tiêu"),
    "assignment": lazy_gettext("Phân công"),
    "report": lazy_gettext("Báo cáo"),
}
"""Kinds of what is found by its words in a document."""
SINGULAR: Final[Mapping[str, Any]] = {
    **NAMED,
    "document": lazy_gettext("Một văn bản"),
    "place": lazy_gettext("Địa bàn"),
    "agency": lazy_gettext("Cơ quan"),
}
MOST_NAMES: Final = 100
_OF_KIND: Final = 4
"""Names of one kind among those of all kinds."""
_QUESTION_SCORE: Final = 70.0


@dataclass(frozen=True, slots=True)
class Match:
    """Something found by its name: how it is shown, where its page is, and what tells it from others."""

    kind: str
    iri: str | None
    label: str
    note: str
    until: str
    address: str
    pieces: tuple[Piece, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found by its words: some of it, how much there is, and whether there is more than was counted."""

    kind: str
    found: tuple[Found, ...]
    total: int
    more: bool


def index() -> SearchIndex:
    """The index of the current generation. Raises Problem (no-index) for one that was made without."""
    try:
        return SearchIndex(service().generation().path)
    except StoreError as error:
        raise Problem("no-index", str(error)) from None


def matches(words: Words, kinds: tuple[str, ...] = (), most: int = MOST_NAMES) -> list[Match]:
    """Things and questions by name, the likeliest first."""
    things = tuple(kind for kind in kinds if kind != "question")
    found = [_question(slug, words) for slug in catalogue()] if not kinds or "question" in kinds else []
    shown = [match for match in found if match is not None]
    if things or not kinds:
        shown += [_thing(name, words) for name in index().names(words, things, most)]
    return sorted(shown, key=lambda match: -match.score)[:most]


def mixed(words: Words, most: int) -> list[Match]:
    """The likeliest names with a few of each kind at most, so that many places leave room for an agency."""
    counts: dict[str, int] = {}
    shown = []
    for match in matches(words):
        counts[match.kind] = counts.get(match.kind, 0) + 1
        if counts[match.kind] <= _OF_KIND:
            shown.append(match)
    return shown[:most]


def hits(kind: str, words: Words, start: int, most: int) -> Hits:
    """Texts or facts by their words."""
    page = index().texts(words, start, most) if kind == "text" else index().facts(kind, words, start, most)
    return Hits(kind, page.found, page.total, page.more)


def counted(words: Words) -> dict[str, tuple[int, bool]]:
    """How much there is of each kind that is found by its words, and whether there is more than was counted."""
    found = index()
    return {kind: found.count("texts" if kind == "text" else kind, words) for kind in WORDED}


def address_of(found: Found) -> str:
    """The page of a document where a fact stands: ``/doc/…#target-4``; for a text, the document's page."""
    iris = service().iris
    thing = iris.part(found.document, found.kind, found.part) if found.kind in FACTS else found.document
    return links.home(thing, iris, language())


def passage_address(document: str, start: int, stop: int) -> str:
    """The page of a document with some characters marked."""
    return links.passage(service().iris.passage(document, start, stop), service().iris, language())


def _thing(name: Any, words: Words) -> Match:
    label = name.english if language() == "en" and name.english else name.label
    address = links.home(name.iri, service().iris, language())
    note = " · ".join(map(moment, name.note.split(" · ")))
    return Match(name.kind, name.iri, label, note, name.until, address, _marked(label, words), name.score)


def _question(slug: str, words: Words) -> Match | None:
    """A question whose title, in any language, has all the words; the last one may be a beginning."""
    question = catalogue()[slug]
    titles = [plain(question.title[code]) for code in LANGUAGES]
    if not words or not any(_has_all(title.split(), words) for title in titles):
        return None
    label = question.title[language()]
    address = links.page(f"/questions/{slug}", language())
    return Match("question", None, label, "", "", address, _marked(label, words), _QUESTION_SCORE)


def _has_all(title: list[str], words: Words) -> bool:
    *whole, last = words.folded
    return set(whole) <= set(title) and any(word.startswith(last) for word in title)


def _marked(label: str, words: Words) -> tuple[Piece, ...]:
    return pieces(label, found_in(words, label, prefix=True))
