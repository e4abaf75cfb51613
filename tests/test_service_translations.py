"""Every word that a page says is there in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from service import query_files
from service.i18n import catalogue_file
from service.problems import KINDS
from service.questions import catalogue

ROOT = Path(__file__).parent.parent / "service"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None}
METHODS = [("*.py", "python"), ("templates/**.html", "jinja2")]


@pytest.fixture(scope="module")
def said():
    return {message for _, _, message, _, _ in extract_from_dir(str(ROOT), METHODS, keywords=KEYWORDS)}


@pytest.fixture(scope="module")
def english():
    with catalogue_file("en").open("rb") as words:
        return {message.id: message.string for message in read_po(words, locale="en") if message.id}


def test_every_message_has_english_words(said, english):
    assert len(said) > 100
    assert said - set(english) == set()
    assert not [message for message, words in english.items() if not words]


def test_no_english_words_without_a_message(said, english):
    assert set(english) - said == set()


def test_places_in_messages_are_the_same(english):
    for message, words in english.items():
        assert sorted(part.split(")")[0] for part in message.split("%(")[1:]) == sorted(
            part.split(")")[0] for part in words.split("%(")[1:]
        ), message


def test_every_kind_of_problem_has_a_title():
    assert all(400 <= kind.status < 600 for kind in KINDS.values())


@pytest.mark.parametrize("slug", query_files.slugs())
def test_a_question_speaks_both_languages(slug):
    question = catalogue()[slug]
    everything = [question.title, question.description]
    everything += [item.words for item in (*question.parameters, *question.columns)]
    everything += [words for column in question.columns for words in column.values.values()]
    assert all(set(words) == {"vi", "en"} and all(words.values()) for words in everything)
