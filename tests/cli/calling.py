"""Calling `toso` in process, and the homes that the tests call it on."""

import io
import json
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.cli.main import main
from desktop.models.store import FILE_NAME
from tests.makers import move_home

VILLAGE = "02107-01"
HOUSEHOLD = ("head_name=Nông Văn Thử", "people=4", "status=dang_cu_tru")


@dataclass(frozen=True)
class Ran:
    """What one call came to."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        """The JSON values that were printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        """The one JSON value that was printed."""
        (found,) = self.objects
        return found


def toso(*arguments: object) -> Ran:
    """Call `toso` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def done(*arguments: object) -> Ran:
    """Call `toso` and see that it did what it was asked, without a word of complaint."""
    ran = toso(*arguments)
    assert (ran.code, ran.err) == (0, ""), ran
    return ran


def told(*arguments: object) -> Any:
    """Call `toso --json` and give the one value that it printed."""
    return done("--json", *arguments).json


def refused(*arguments: object, code: int = 1) -> str:
    """Call `toso` and see that it refuses as it should, to a person and to a script; give the error's code."""
    for_person, for_script = toso(*arguments), toso("--json", *arguments)
    for ran in (for_person, for_script):
        assert ran.code == code, ran
        lines = ran.err.splitlines()
        assert lines[0].startswith("toso: "), ran
        assert "Traceback" not in ran.err
        assert len(lines) <= 2, ran
        assert max(map(len, lines)) < 1200
        assert ran.err.isprintable() or all(line.isprintable() for line in lines)
    assert for_person.out == ""
    error = for_script.json
    assert set(error) == {"error", "message", "advice"}
    assert error["message"].endswith((".", ")")), error
    assert error["advice"], error
    assert error["message"] in for_script.err
    return str(error["error"])


def tables(home: Path) -> dict[str, list[Any]]:
    """Every row of a home's store, for before and after."""
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in names}


@dataclass(frozen=True)
class Pair:
    """A commune's home, an enrolled village's home, and the stick between them."""

    folder: Path

    @property
    def commune(self) -> Path:
        return self.folder / "xa"

    @property
    def village(self) -> Path:
        return self.folder / "thon"

    @property
    def stick(self) -> Path:
        return self.folder / "usb"

    def copy(self, folder: Path) -> "Pair":
        """The same homes again, with an empty stick."""
        for name in ("xa", "thon"):
            move_home(self.folder / name, folder / name)
        (folder / "usb").mkdir()
        return Pair(folder)

    def hand_in(self, *options: str) -> Path:
        """The village writes a bundle."""
        return Path(told("bundle", "export", "--home", self.village, "-o", self.stick, *options)["file"])

    def send_back(self, *options: str) -> Path:
        """The commune writes a bundle."""
        return Path(told("bundle", "export", "--home", self.commune, "-o", self.stick, *options)["file"])

    def merge(self, path: Path) -> Any:
        """The commune merges a bundle."""
        return told("bundle", "merge", "--home", self.commune, path)

    def take(self, path: Path) -> Any:
        """The village merges a bundle."""
        return told("bundle", "merge", "--home", self.village, path)

    def add_household(self, *fields: str) -> str:
        """The village adds a household; give its id."""
        return str(told("record", "add", "household", "--home", self.village, *(fields or HOUSEHOLD))["id"])


def make_commune(home: Path) -> None:
    """A commune's home with one village in its list."""
    done("init", "commune", "--home", home)
    done("record", "add", "village", f"code={VILLAGE}", "name=Nà Quang", "position=1", "--home", home)


def enrol(commune: Path, village: Path, stick: Path) -> Any:
    """Enrol a village's laptop, both codes read out rightly; give what the laptop says."""
    asked = told("enrol", "request", "--home", village, "-o", stick)
    heard = ("--code", asked["code"])
    issued = told("enrol", "issue", asked["file"], "--village", VILLAGE, *heard, "--home", commune, "-o", stick)
    return told("enrol", "accept", issued["file"], "--code", issued["commune_code"], "--home", village)


def make_pair(folder: Path) -> Pair:
    """A commune and its village, made and enrolled by commands alone."""
    pair = Pair(folder)
    make_commune(pair.commune)
    done("init", "village", "--name", "Nà Quang", "--home", pair.village)
    enrol(pair.commune, pair.village, pair.stick)
    return pair
