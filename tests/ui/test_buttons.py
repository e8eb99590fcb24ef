"""Buttons that carry an act run it as it is: what Qt says about a press is not handed on."""

import pytest

from desktop.ui.acts import Act
from desktop.ui.parts.big_button import ActButton, BigButton
from tests.ui.conftest import Show


@pytest.mark.parametrize("kind", [ActButton, BigButton])
def test_an_act_with_an_argument_of_its_own_keeps_it(show: Show, kind: type[ActButton] | type[BigButton]) -> None:
    ran: list[object] = []
    button = kind(Act("Đồng ý", lambda agreed=True: ran.append(agreed)))  # type: ignore[misc]
    show(button)
    button.click()
    assert ran == [True]
