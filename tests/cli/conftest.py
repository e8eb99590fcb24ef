"""An enrolled pair of homes, made once and copied for every test."""

from pathlib import Path

import pytest

from tests.cli.calling import Pair, make_pair


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOSO_HOME", "TOSO_PASSPHRASE", "TOSO_NEW_PASSPHRASE", "TOSO_RECOVERY_CODE", "TOSO_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def _pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make_pair(tmp_path_factory.mktemp("pair"))


@pytest.fixture
def pair(_pair: Pair, tmp_path: Path) -> Pair:
    """A commune and its enrolled village; the stick is empty."""
    return _pair.copy(tmp_path)
