"""The shipped questionnaire, converted once for all tests of this room."""

import pytest

from desktop.surveys.definition import Form
from desktop.surveys.reading import ReadForm, read_form
from tests.surveys.books import FORMS


@pytest.fixture(scope="session")
def shipped() -> ReadForm:
    return read_form(FORMS / "hgd_so.xlsx")


@pytest.fixture(scope="session")
def form(shipped: ReadForm) -> Form:
    return shipped.form
