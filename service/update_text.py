"""The words of a SPARQL update: what must be known of it before it is carried out, and what is set into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.sparql_text import Token, prefixes, resolved, tokens, uses

_WHOLE = ("ALL", "NAMED", "COPY", "MOVE", "ADD")
"""Operations on whole graphs, which are not followed further."""
Graphs = tuple[str | None, ...] | None


@dataclass(frozen=True, slots=True)
class UpdateText:
    """An update and what its words say of it.

    ``loads`` is set when it would fetch a document, ``calls_out`` when it would ask another server; ``has_dataset``
    when it names the graphs of its patterns itself. ``added`` are the graphs that it may add to and ``touched`` those
    that it may change (None among them: the default graph); None when only carrying it out would tell.
    """

    text: str
    loads: bool
    calls_out: bool
    has_dataset: bool
    added: Graphs
    touched: Graphs
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
        added=_named(words, {"INSERT"}),
        touched=_named(words, {"INSERT", "DELETE"}),
        words=words,
    )


def _named(words: Sequence[Token], operations: set[str]) -> Graphs:
    """The graphs that the templates of some operations name, and those after WITH, CLEAR and the like."""
    if any(token.is_word(word) for token in words for word in _WHOLE):
        return None
    known = prefixes(words)
    inside = set(_templates(words, operations))
    graphs: dict[str | None, None] = {None: None}
    for index, (before, token) in enumerate(pairwise(words), start=1):
        named = before.is_word("GRAPH") and (index in inside or before.depth == 0)
        if not (named or before.is_word("WITH")) or token.is_word("GRAPH"):
            continue
        iri = resolved(token, known) if token.kind in {"iri", "name"} else None
        if iri is None:
            return None
        graphs[iri] = None
    return tuple(graphs)


def _templates(words: Sequence[Token], operations: set[str]) -> Iterator[int]:
    """Where the tokens of the braces after INSERT (DATA), DELETE (DATA, WHERE) are."""
    inside = False
    for index, token in enumerate(words):
        if token.depth == 0 and any(token.is_word(word) for word in operations):
            inside = True
        elif token.text == "}" and token.depth == 0:
            inside = False
        if inside:
            yield index
