"""Which version of a form is the newest: the one published last, whatever its number (decision 0019)."""

from pathlib import Path

import pytest

from desktop.models.acts import acting
from desktop.models.designing import publish
from desktop.models.setup import FormSource
from desktop.surveys.known_forms import forms_of
from tests.makers import make_store
from tests.surveys.test_xform import ASK_A, xform


@pytest.mark.parametrize("versions", [("9", "10"), ("10", "9"), ("2", "moi")])
def test_the_version_published_last_is_the_newest(tmp_path: Path, versions: tuple[str, str]):
    text = xform("", ASK_A)
    with make_store(tmp_path / "xa", "commune") as store:
        for version in versions:
            store.clock.advance(60)  # type: ignore[attr-defined]
            with acting(store) as acts:
                publish(
                    acts, store, FormSource("thu", version, "Thử", text.replace('version="7"', f'version="{version}"'))
                )
        assert [form.version for form in forms_of(store, "thu", ())] == [versions[1]]
