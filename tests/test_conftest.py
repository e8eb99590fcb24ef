"""The safety nets of conftest.py, proven in a test run of their own: each must be able to fail."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

CASES = """
import logging
import os
import warnings
from pathlib import Path

import platformdirs
import pytest

log = logging.getLogger("desktop.sync")

def test_error_at_a_logged_warning():
    log.warning("the stick is slow")

def test_passes_with_a_logged_info():
    log.info("fine")

@pytest.mark.logs_warning
def test_passes_with_an_expected_warning():
    log.error("as expected")

@pytest.mark.logs_warning
def test_error_when_the_expected_warning_is_missing():
    pass

def test_passes_when_the_test_read_and_cleared_the_log(caplog):
    log.warning("seen")
    caplog.clear()

def test_failed_by_a_python_warning():
    warnings.warn("old habits", stacklevel=1)

def test_failed_by_a_qt_warning(qapp):
    from PySide6.QtCore import qWarning
    qWarning("a widget is unhappy")

def test_passes_without_screen_and_real_home():
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"
    assert "TOSO_HOME" not in os.environ
    assert Path.home() not in Path(platformdirs.user_data_dir("toso")).parents
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each case's name and its worst outcome, from a run below a copy of our configuration."""
    folder = tmp_path_factory.mktemp("run")
    shutil.copy(HERE / "conftest.py", folder / "conftest.py")
    shutil.copy(HERE.parent / "pyproject.toml", folder / "pyproject.toml")
    (folder / "test_cases.py").write_text(CASES, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", "-p", "no:xdist", "test_cases.py"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found: dict[str, str] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) test_cases\.py::test_(\w+)", ended.stdout, re.MULTILINE):
        found[name] = outcome.lower() if outcome != "PASSED" or name not in found else found[name]
    return found


def test_each_case_ends_as_its_name_says(outcomes: dict[str, str]) -> None:
    names = re.findall(r"def test_(\w+)", CASES)
    expected = {name: {"passes": "passed"}.get(name.partition("_")[0], name.partition("_")[0]) for name in names}
    assert outcomes == expected
