"""The table of settings: every row can be read, a wrong value names its setting."""

from __future__ import annotations

import dataclasses

import pytest

from service.settings import SETTINGS, SettingError, Settings, read_settings


def test_every_setting_is_a_field_and_every_field_a_setting():
    assert [setting.key for setting in SETTINGS] == [field.name for field in dataclasses.fields(Settings)]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_explains_itself_and_reads_its_default(setting):
    assert setting.vi
    assert setting.en
    assert setting.option == "--" + setting.name.removeprefix("LIENVAN_").lower().replace("_", "-")
    setting.parse(setting.default)


def test_the_environment_then_options():
    assert read_settings({}).port == 8000
    assert read_settings({"LIENVAN_PORT": "9000"}).port == 9000
    assert read_settings({"LIENVAN_PORT": "9000"}, port="9001").port == 9001
    assert read_settings({"LIENVAN_PORT": "9000"}, port=None).port == 9000
    assert read_settings({"LIENVAN_PORT": ""}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIENVAN_PORT", "http"),
        ("LIENVAN_PORT", "70000"),
        ("LIENVAN_QUERY_TIMEOUT", "0"),
        ("LIENVAN_QUERY_TIMEOUT", "nan"),
        ("LIENVAN_QUERY_TIMEOUT", "inf"),
        ("LIENVAN_RESULT_ROWS", "-1"),
        ("LIENVAN_RESULT_ROWS", "1.5"),
        ("LIENVAN_BASE", "w3id.org/lienvan"),
    ],
)
def test_a_wrong_value_names_its_setting(name, value):
    with pytest.raises(SettingError, match=f"{name}: cannot be '{value}'"):
        read_settings({name: value})


def test_an_option_that_is_no_setting_is_a_mistake():
    with pytest.raises(TypeError, match="no such settings: prot"):
        read_settings({}, prot=1)
