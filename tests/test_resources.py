"""The resources are found wherever the program runs: from source, installed from a wheel, frozen into one folder."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from desktop import __version__, paths

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = ("catalogues", "fonts", "forms", "icons")


def lay_out_like_the_wheel(target: Path) -> None:
    """Copy what the wheel's configuration puts into it, to where pip would unpack it."""
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    for package in wheel["packages"]:
        shutil.copytree(ROOT / package, target / package, ignore=shutil.ignore_patterns("__pycache__"))
    for source, place in wheel["force-include"].items():
        shutil.copytree(ROOT / source, target / place)


def where(target: Path, *, before: str = "") -> Path:
    """Where a process that imports the program from `target` finds the resources."""
    code = f"import sys; {before or 'pass'}; from desktop import paths; print(paths.__file__); print(paths.resources())"
    environment = {**os.environ, "PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=target, env=environment, capture_output=True, check=True)
    program, found = ended.stdout.decode().splitlines()
    assert Path(program).parents[1] == target.resolve()
    return Path(found)


def test_from_the_source_tree() -> None:
    assert paths.resources() == ROOT / "resources"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_of_the_resources_holds_something(folder: str) -> None:
    assert any(path.is_file() for path in (paths.resources() / folder).iterdir())


def test_from_an_unpacked_wheel(tmp_path: Path) -> None:
    lay_out_like_the_wheel(tmp_path)
    assert where(tmp_path) == tmp_path / "desktop" / "resources"
    inside = {path.relative_to(tmp_path / "desktop" / "resources") for path in (tmp_path / "desktop").rglob("*.*")
              if "resources" in path.parts and path.is_file()}  # fmt: skip
    assert inside == {
        path.relative_to(ROOT / "resources") for path in (ROOT / "resources").rglob("*.*") if path.is_file()
    }


def test_from_a_frozen_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "desktop" / "resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "desktop" / "resources"


def test_a_frozen_folder_in_a_process_of_its_own(tmp_path: Path) -> None:
    lay_out_like_the_wheel(tmp_path)
    frozen = tmp_path / "_internal"
    (frozen / "desktop").mkdir(parents=True)
    (tmp_path / "desktop" / "resources").rename(frozen / "desktop" / "resources")
    assert where(tmp_path, before=f"sys._MEIPASS = {str(frozen)!r}") == frozen / "desktop" / "resources"


def test_an_installation_without_resources_is_said_to_be_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "desktop" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="resources"):
        paths.resources()


def test_the_home_is_the_named_one_or_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "thôn 1"))
    assert paths.default_home() == tmp_path / "thôn 1"
    monkeypatch.setenv(paths.HOME_VARIABLE, "")
    assert paths.default_home().parts[-2:] == ("toso", "home")


def test_the_program_and_its_package_have_one_version() -> None:
    assert PYPROJECT["project"]["version"] == __version__
