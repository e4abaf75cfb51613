"""The words of a SPARQL query: what must be known of it before the engine sees it, and what is set into it.

The engine's parser is not offered to Python, so the query is cut into the terminals of the SPARQL grammar
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar): what stands in a comment, a string or an IRI is then never
taken for a keyword. Parameters are set in as whole terms, into the data of a ``VALUES`` clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as RdfLiteral

from ontology.iri import DEFAULT_BASE, Iris

RdfTerm = NamedNode | BlankNode | RdfLiteral | Triple
Kind = Literal["comment", "iri", "string", "variable", "language", "blank", "name", "number", "word", "sign"]
QueryForm = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_TERMINAL = re.compile(
    r"""
      (?P<comment>  \#[^\n\r]*+ )
    | (?P<iri>      <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+> )
    | (?P<string>   \"{3}(?:\"{0,2}+(?:[^"\\]|\\.))*+(?:\"{3})?+ | '{3}(?:'{0,2}+(?:[^'\\]|\\.))*+(?:'{3})?+
                  | "(?:[^"\\\n\r]|\\.)*+"?+ | '(?:[^'\\\n\r]|\\.)*+'?+ )
    | (?P<variable> [?$]\w++ )
    | (?P<language> @[A-Za-z]++(?:-[A-Za-z0-9]+)*+ )
    | (?P<blank>    _:\w[\w.\-·]*+ )
    | (?P<name>     (?:[^\W\d_][\w.\-·]*+)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w:\-·.]|%[0-9A-Fa-f]{2}|\\.)*+)?+ )
    | (?P<number>   \d++(?:\.\d++)?+(?:[eE][+-]?\d++)?+ )
    | (?P<word>     [^\W\d_][\w.\-·]*+ )
    | (?P<sign>     \S )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Every quantifier is possessive: nothing is tried twice, so the time grows with the length and not with its square.
An unclosed string runs to the end; the engine refuses it."""
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_OPENING, _CLOSING = frozenset("{("), frozenset("})")
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
_FORMS: tuple[QueryForm, ...] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


class Token(NamedTuple):
    """One terminal, where it stands, and how many braces and brackets are open around it: a tuple, made in no time."""

    kind: Kind
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)

    def is_word(self, word: str) -> bool:
        """Whether it is this keyword, in whatever case."""
        return self.kind == "word" and self.text.upper() == word


def tokens(query: str) -> Iterator[Token]:
    """The terminals of a query in order, comments left out."""
    depth = 0
    for found in _TERMINAL.finditer(query):
        kind: Kind = found.lastgroup  # type: ignore[assignment]
        text = found.group()
        depth -= kind == "sign" and text in _CLOSING
        if kind != "comment":
            yield Token(kind, text, found.start(), depth)
        depth += kind == "sign" and text in _OPENING


@dataclass(frozen=True, slots=True)
class QueryText:
    """A query and what its words say of it.

    ``form`` is None when no keyword of a query stands outside all braces. ``calls_out`` is set when it would ask
    another server; ``graphs`` are the IRIs after FROM and FROM NAMED, as written out; ``volatile`` when it asks for
    the time, a random number or a new name, so that its answer is another each time; ``relative`` when an IRI in it
    needs a base.
    """

    text: str
    form: QueryForm | None
    calls_out: bool
    volatile: bool
    relative: bool
    has_dataset: bool
    graphs: tuple[str, ...]
    limit: Token | None
    offset: Token | None
    tail: int

    @property
    def plain(self) -> bool:
        """Whether it is a SELECT or ASK that gives the same on the same graph, all of it, and asks nobody else."""
        return self.form in {"SELECT", "ASK"} and not (self.calls_out or self.volatile or self.has_dataset)

    def limited(self, rows: int) -> str:
        """The query asking for at most ``rows`` rows: its own LIMIT lowered, or one set in before a closing VALUES."""
        return self._sliced(rows, None) if self.may_exceed(rows) else self.text

    def may_exceed(self, rows: int) -> bool:
        """Whether its own LIMIT, or the lack of one, leaves room for more than ``rows`` rows."""
        return self.own_limit is None or self.own_limit > rows

    def behind(self, rows: int) -> str:
        """The query asking for the one row that follows its first ``rows``."""
        return self._sliced(1, rows + (int(self.offset.text) if self.offset is not None else 0))

    @property
    def own_limit(self) -> int | None:
        """The number after its LIMIT."""
        return None if self.limit is None else int(self.limit.text)

    def _sliced(self, limit: int, offset: int | None) -> str:
        """The query with LIMIT and OFFSET (None: as it is) replaced, or set in at ``tail``."""
        edits: list[tuple[int, int, str]] = []
        for token, word, number in ((self.limit, "LIMIT", limit), (self.offset, "OFFSET", offset)):
            if number is None:
                continue
            if token is None:
                edits.append((self.tail, self.tail, f"\n{word} {number}\n"))
            else:
                edits.append((token.start, token.end, str(number)))
        text = self.text
        for start, end, replacement in sorted(edits, reverse=True):
            text = text[:start] + replacement + text[end:]
        return text


@lru_cache(maxsize=128)
def read_query(text: str) -> QueryText:
    """What the words of a query say of it, without judging whether it is well formed."""
    words = list(tokens(text))
    outside = [token for token in words if token.depth == 0]
    form = next((form for token in outside for form in _FORMS if token.is_word(form)), None)
    closing = next((token for token in reversed(outside) if token.text == "}"), None)
    values = _closing_values(outside)
    ending = [token for token in _behind_group(outside) if values is None or token.start < values.start]
    limit, offset = (
        next((b for a, b in pairwise(ending) if a.is_word(word) and b.text.isdecimal()), None)
        for word in ("LIMIT", "OFFSET")
    )
    dataset = [index for index, token in enumerate(outside) if token.is_word("FROM")]
    return QueryText(
        text,
        form,
        calls_out=uses(text, words, "SERVICE"),
        volatile=any(token.kind == "word" and token.text.upper() in _VOLATILE for token in words),
        relative=any(token.kind == "iri" and not _ABSOLUTE.match(unescaped(token.text[1:-1])) for token in words),
        has_dataset=bool(dataset),
        graphs=tuple(_graphs(outside, dataset)),
        limit=limit,
        offset=offset,
        tail=values.start if values else len(text) if closing is None or ending else closing.end,
    )


def _behind_group(outside: Sequence[Token]) -> Sequence[Token]:
    """The terminals behind the WHERE group: GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET, VALUES."""
    closing = next((index for index, token in enumerate(outside) if token.text == "}"), len(outside))
    return outside[closing + 1 :]


def _closing_values(outside: Sequence[Token]) -> Token | None:
    return next((token for token in _behind_group(outside) if token.is_word("VALUES")), None)


def _graphs(outside: Sequence[Token], clauses: Sequence[int]) -> Iterator[str]:
    for index in clauses:
        following = outside[index + 1 : index + 3]
        if following and following[0].is_word("NAMED"):
            following = following[1:]
        if following and following[0].kind == "iri":
            yield unescaped(following[0].text[1:-1])


def uses(text: str, words: Sequence[Token], keyword: str) -> bool:
    """Whether a keyword (``SERVICE``, ``LOAD``) stands among the words, written plainly or with codepoint escapes.

    Keywords need no space around them (``5SERVICE<…>``, and ``SERVICEex:a`` is read as ``SERVICE ex:a``), so any
    keyword and any prefix that has the letters in it counts; in the local part of a name they do not, except behind
    a full stop.
    """
    plain = unescaped(text)
    spellings = [words] if plain == text else [words, list(tokens(plain))]
    return keyword in plain.upper() and any(
        keyword in token.text.partition(":")[0].upper() or f".{keyword}" in token.text.upper()
        for spelling in spellings
        for token in spelling
        if token.kind in {"word", "name", "blank", "sign"}
    )


def endpoints(text: str) -> tuple[str, ...] | None:
    """The endpoints that its SERVICE clauses name; None when one is a variable, or cannot be told for certain."""
    if unescaped(text) != text:
        return None
    words = list(tokens(text))
    known = prefixes(words)
    found: list[str] = []
    for index, token in enumerate(words):
        if not uses(token.text, [token], "SERVICE"):
            continue
        following = [other for other in words[index + 1 : index + 3] if not other.is_word("SILENT")]
        iri = resolved(following[0], known) if following and token.is_word("SERVICE") else None
        if iri is None:
            return None
        found.append(iri)
    return tuple(found)


def prefixes(words: Sequence[Token]) -> dict[str, str]:
    """The prefixes that it declares: ``{"lv:": "https://…#"}``; one declared twice with two meanings is left out."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for word, name, iri in zip(words, words[1:], words[2:], strict=False):
        if word.is_word("PREFIX") and name.kind == "name" and iri.kind == "iri":
            meaning = unescaped(iri.text[1:-1])
            if found.setdefault(name.text, meaning) != meaning:
                doubtful.add(name.text)
    return {name: iri for name, iri in found.items() if name not in doubtful}


def resolved(token: Token, known: Mapping[str, str]) -> str | None:
    """The absolute IRI of ``<…>`` or ``prefix:name``; None where it is none, or not known."""
    if token.kind == "iri":
        iri = unescaped(token.text[1:-1])
        return iri if _ABSOLUTE.match(iri) else None
    prefix, colon, local = token.text.partition(":")
    namespace = known.get(f"{prefix}:") if token.kind == "name" and colon and "\\" not in local else None
    return None if namespace is None else namespace + local


def unescaped(text: str) -> str:
    r"""Codepoint escapes taken away: ``\u0053ERVICE`` is ``SERVICE`` (section 19.2)."""

    def character(found: re.Match[str]) -> str:
        number = int(found.group(1) or found.group(2), 16)
        return chr(number) if number <= 0x10FFFF else "�"

    return _ESCAPE.sub(character, text)


def bind(query: str, values: Mapping[str, Sequence[RdfTerm]]) -> str:
    """Sets terms into the query's ``VALUES ?name { … }`` clauses, in the place of the example that stands there.

    No terms means any: the clause gets ``UNDEF``. Raises KeyError for a name that has no such clause.
    """
    words = list(tokens(query))
    pieces, position, bound = [], 0, set()
    for index, token in enumerate(words):
        if not token.is_word("VALUES") or index + 2 >= len(words) or words[index + 2].text != "{":
            continue
        name = words[index + 1].text[1:]
        if name not in values:
            continue
        closing = next(other for other in words[index + 3 :] if other.text == "}")
        data = " ".join(str(term) for term in values[name]) or "UNDEF"
        pieces += [query[position : words[index + 2].end], f" {data} "]
        position = closing.start
        bound.add(name)
    missing = set(values) - bound
    if missing:
        raise KeyError(f"the query has no VALUES clause for {', '.join(sorted(missing))}")
    return "".join([*pieces, query[position:]])


def rebase(query: str, iris: Iris) -> str:
    """The query with the identifiers of the project (written at the default base) under the base in use."""
    if iris.base == DEFAULT_BASE:
        return query
    pieces, position = [], 0
    for token in tokens(query):
        if token.kind == "iri":
            pieces += [query[position : token.start], f"<{iris.rebase(token.text[1:-1])}>"]
            position = token.end
    return "".join([*pieces, query[position:]])
