"""Two languages, each page at an address of its own: ``/questions`` is in Vietnamese, ``/en/questions`` in English.

The words in templates and code are Vietnamese; ``translations/en/LC_MESSAGES/messages.po`` has the English ones. The
catalogue is read as it is, so that nothing has to be compiled after it was edited.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, Domain, get_locale

LANGUAGES: Final = ("vi", "en")
FOLDER = Path(__file__).parent / "translations"


def catalogue_file(language: str) -> Path:
    """Where the words of a language are."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


@cache
def _translations(language: str) -> NullTranslations:
    path = catalogue_file(language)
    if not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as words:
        write_mo(compiled, read_po(words, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class Catalogue(Domain):  # type: ignore[misc]
    """The words of the language in use, from the ``.po`` files."""

    def get_translations(self) -> NullTranslations:
        """The words of this request's language."""
        locale = get_locale()
        return _translations(locale.language if locale else LANGUAGES[0])


def language() -> str:
    """The language of this request: ``vi`` or ``en``.

    A page's address says it. Otherwise a program gets what it accepts, and a browser Vietnamese.
    """
    if not has_request_context():
        return LANGUAGES[0]
    chosen: str | None = g.get("language")
    if chosen is None:
        chosen = LANGUAGES[0]
        if "text/html" not in request.headers.get("Accept", ""):
            chosen = request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])
        g.language = chosen
    return chosen


def translate_pages(app: Flask) -> None:
    """Sets up both languages, and takes ``/en`` or ``/vi`` off the values that a route is given."""
    babel = Babel(app, default_locale=LANGUAGES[0], locale_selector=language)
    babel.domain_instance = Catalogue()

    @app.url_value_preprocessor
    def take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "language" in values:
            g.language = values.pop("language")
