"""Settings come from arguments, then the environment, then the platform."""

from pathlib import Path

import pytest

from assistant.settings import load_settings


def test_the_platform_decides_where_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any word the database lies in the user's data folder."""
    monkeypatch.setenv("LOGNAME", "marek")
    settings = load_settings({})
    assert settings.database == str(settings.data / "mlsmm.db")
    assert "mlsmm" in settings.data.name
    assert settings.cache != settings.data
    assert settings.speaker == "marek"


def test_the_environment_moves_data_and_cache(tmp_path: Path) -> None:
    """The database follows the data folder."""
    settings = load_settings({"MLSMM_DATA": str(tmp_path / "d"), "MLSMM_CACHE": str(tmp_path / "c")})
    assert (settings.database, settings.cache) == (str(tmp_path / "d" / "mlsmm.db"), tmp_path / "c")


def test_an_argument_goes_before_the_environment(tmp_path: Path) -> None:
    """What the command line says is what counts, and URLs stay as they are."""
    settings = load_settings({"MLSMM_DB": "x.db"}, database="sqlite:///y.db", data=tmp_path, speaker="Ines")
    assert (settings.database, settings.data, settings.speaker) == ("sqlite:///y.db", tmp_path, "Ines")


def test_a_user_without_a_name_is_me(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container without an entry for its user still has a speaker."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 999_999_123)
    assert load_settings({}).speaker == "me"
