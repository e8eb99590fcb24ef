"""What questions do when their value changes, one after the other."""

from tests.surveys.engine.forms import opened, value


def _does(path: str, target: str, expression: str) -> str:
    action = f'<setvalue ref="/data/{target}" event="xforms-value-changed" value="{expression}"/>'
    return f'<input ref="/data/{path}"><label>Câu</label>{action}</input>'


def test_a_value_that_an_action_changes_runs_the_next_action() -> None:
    body = _does("a", "b", "/data/a + 1") + _does("b", "c", "/data/b + 1")
    interview = opened("<a/><b/><c/>", body=body)
    interview.set("/data/a", "1")
    assert (value(interview, "b"), value(interview, "c")) == ("2", "3")


def test_actions_that_call_each_other_come_to_an_end() -> None:
    body = _does("a", "b", "/data/a + 1") + _does("b", "a", "/data/b + 1")
    interview = opened("<a/><b/>", body=body)
    interview.set("/data/a", "1")
    assert int(value(interview, "a") or 0) > 1
