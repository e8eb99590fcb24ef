"""The differential run's own parts, without the other engines: what it compares, how it shortens, what it makes."""

from pathlib import Path

import pytest

from tests.surveys.laid.comparing import differences, same_value
from tests.surveys.laid.engines import ours
from tests.surveys.laid.laying import shortest
from tests.surveys.laid.making import make_forms
from tests.surveys.laid.told import Question, Standing, Step, Told, plain


def _told(value: str = "1", *, choices: tuple[tuple[str, str], ...] = (("a", "A"),), label: str = "Hỏi") -> Told:
    question = Question(False, label, "", choices)
    return Told({"/data/a": Standing(True, False, value, True)}, {"/data/a": question})


def test_steps_are_left_out_while_the_difference_stays() -> None:
    steps = [Step("set", "/data/a", str(at)) for at in range(20)]
    needed = {steps[3], steps[17]}
    assert shortest(steps, lambda fewer: needed <= set(fewer)) == [steps[3], steps[17]]


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (_told("2"), ["value"]),
        (_told(label="Khác"), ["label"]),
        (_told(choices=(("b", "A"),)), ["choices"]),
        (_told(choices=(("a", "B"),)), ["label of a"]),
        (_told("1.0"), []),
        (Told(), ["present"]),
    ],
)
def test_what_differs_is_named(other: Told, what: list[str]) -> None:
    assert [one.what for one in differences(_told(), other, set())] == what


def test_a_day_is_its_first_moment_and_not_another() -> None:
    assert same_value("2026-11-23T00:00:00.000+07:00", "2026-11-23")
    assert not same_value("2026-11-23T08:00:00.000+07:00", "2026-11-23")


def test_paths_have_no_prefix_and_no_first_place() -> None:
    assert plain("/data/orx:meta[1]/m[2]/x") == "/data/meta/m[2]/x"


def test_a_seed_makes_the_same_forms_and_our_engine_opens_them(tmp_path: Path) -> None:
    made = [make_forms(tmp_path / name, 4, 5) for name in ("one", "two")]
    assert [form.read_bytes() for form in made[0]] == [form.read_bytes() for form in made[1]]
    assert not [error for form in made[0] if (error := ours(form, [])[0].error)]
