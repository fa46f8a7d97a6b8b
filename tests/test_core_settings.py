"""Settings: read once from the environment, with clear errors."""

from pathlib import Path

import pytest

from core.errors import SettingsError, TenkyoError
from core.settings import DEFAULT_PORT, DEFAULT_STORE, Settings


def test_without_variables_everything_is_built_in() -> None:
    settings = Settings.from_environment({})
    assert settings.store == DEFAULT_STORE and settings.port == DEFAULT_PORT
    assert settings.embed_model is settings.chroma_url is settings.database_url is None


def test_an_argument_wins_over_the_environment() -> None:
    assert Settings.from_environment({"TENKYO_STORE": "a"}, store="b").store == Path("b")


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "80.5"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    with pytest.raises(SettingsError, match="TENKYO_PORT"):
        Settings.from_environment({"TENKYO_PORT": port})


def test_an_empty_variable_is_no_setting() -> None:
    assert Settings.from_environment({"TENKYO_EMBED_MODEL": ""}).embed_model is None


def test_a_language_model_that_is_not_used_is_said_not_to_be() -> None:
    with pytest.warns(UserWarning, match="TENKYO_LLM"):
        Settings.from_environment({"TENKYO_LLM": "some-model"})


def test_every_error_that_a_user_may_see_is_of_one_tree() -> None:
    assert issubclass(SettingsError, TenkyoError)
