"""The words of a SPARQL update: what must be known of it before it is carried out, and what is set into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.sparql_text import Token, prefixes, resolved, tokens, uses

_TARGETS = frozenset({"GRAPH", "WITH", "INTO", "TO"})


@dataclass(frozen=True, slots=True)
class UpdateText:
    """An update and what its words say of it.

    ``loads`` is set when it would fetch a document, ``calls_out`` when it would ask another server; ``has_dataset``
    when it names the graphs of its patterns itself. ``written`` are the graphs that it may add to (None in the list:
    the default graph), or None when only carrying it out would tell.
    """

    text: str
    loads: bool
    calls_out: bool
    has_dataset: bool
    written: tuple[str | None, ...] | None
    words: tuple[Token, ...]

    def using(self, default: Sequence[str], named: Sequence[str]) -> str:
        """The update with its patterns matched in these graphs (``using-graph-uri``, section 2.2.3 of the protocol).

        ``DELETE WHERE { … }`` knows no USING and becomes ``DELETE { … } USING … WHERE { … }``.
        """
        clauses = "".join([*(f" USING <{iri}>" for iri in default), *(f" USING NAMED <{iri}>" for iri in named)])
        outside = [token for token in self.words if token.depth == 0]
        pieces, position = [], 0
        for index, token in enumerate(outside):
            if not token.is_word("WHERE") or not index:
                continue
            pattern = ""
            if outside[index - 1].is_word("DELETE"):
                closing = next((other for other in outside[index + 1 :] if other.text == "}"), token)
                pattern = self.text[token.end : closing.end]
            pieces.append(f"{self.text[position : token.start]}{pattern}{clauses} ")
            position = token.start
        return "".join([*pieces, self.text[position:]])


def read_update(text: str) -> UpdateText:
    """What the words of an update say of it, without judging whether it is well formed."""
    words = tuple(tokens(text))
    return UpdateText(
        text,
        loads=uses(text, words, "LOAD"),
        calls_out=uses(text, words, "SERVICE"),
        has_dataset=any(token.is_word("USING") or token.is_word("WITH") for token in words if token.depth == 0),
        written=_written(words),
        words=words,
    )


def _written(words: Sequence[Token]) -> tuple[str | None, ...] | None:
    known = prefixes(words)
    inserted = set(_inserted(words))
    graphs: dict[str | None, None] = {None: None}
    for index, (before, token) in enumerate(pairwise(words), start=1):
        if not any(before.is_word(word) for word in _TARGETS) or token.is_word("GRAPH"):
            continue
        if token.kind in {"iri", "name"}:
            iri = resolved(token, known)
            if iri is None:
                return None
            graphs[iri] = None
        elif token.kind == "variable" and index in inserted:
            return None
    return tuple(graphs)


def _inserted(words: Sequence[Token]) -> Iterator[int]:
    """Where the tokens of INSERT's templates are."""
    inside = False
    for index, token in enumerate(words):
        if token.is_word("INSERT") and token.depth == 0:
            inside = True
        elif token.text == "}" and token.depth == 0:
            inside = False
        if inside:
            yield index
