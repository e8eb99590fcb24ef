"""Small XForms for the engine's tests, written as short as they can be."""

from datetime import UTC, datetime

from desktop.clock import ScriptedClock
from desktop.surveys.engine.interview import Interview, open_form

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Thử</h:title><model>'
)


def written(nodes: str, binds: str = "", body: str = "", extra: str = "") -> str:
    """The text of a form; without a body every leaf that `nodes` names at the top is asked as text."""
    return (
        f'{HEAD}<instance><data id="thu" version="1">{nodes}</data></instance>{extra}{binds}</model></h:head>'
        f"<h:body>{body}</h:body></h:html>"
    )


def bind(path: str, **said: str) -> str:
    """A bind of `/data/PATH`; names with two underscores are of JavaRosa."""
    given = {name.replace("__", ":"): value for name, value in said.items()}
    marks = "".join(f' {name}="{_escaped(value)}"' for name, value in given.items())
    return f'<bind nodeset="/data/{path}"{marks}/>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def asked(*paths: str, label: str = "Câu") -> str:
    """An input for each path."""
    return "".join(f'<input ref="/data/{path}"><label>{label}</label></input>' for path in paths)


def opened(nodes: str, binds: str = "", body: str = "", extra: str = "") -> Interview:
    """An interview of a small form on a desk in Vietnam in November 2026."""
    return open_form(written(nodes, binds, body, extra), ScriptedClock(NOW, seed=7))


def value(interview: Interview, path: str) -> str | None:
    """The value at `/data/PATH`."""
    return interview.state(f"/data/{path}").value
