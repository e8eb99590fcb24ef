"""One small demo for all tests of the room: a commune and two villages, made once."""

import pytest

from desktop.demo.run import run_demo
from desktop.demo.telling import DemoResult


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> DemoResult:
    """Two villages of six households with four sessions each; tests open its homes and change nothing."""
    return run_demo(tmp_path_factory.mktemp("demo") / "out", villages=2, households=6, sessions=4, seed=1)
