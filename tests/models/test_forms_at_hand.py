"""The questionnaire that ships with the program: good until the commune has sent one, never in the journal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.clock import ScriptedClock
from desktop.models.forms_at_hand import form_at_hand, keep_form_at_hand
from desktop.models.journal import changing
from desktop.models.reporting import Form
from desktop.models.setup import DeviceIdentity, FormSource, adopt_village, create_village
from desktop.models.store import Store
from desktop.models.village_queries import form_definition
from tests.makers import START
from tests.models.journal_makers import entries

SHIPPED = FormSource("hgd_so", "2025.1", "Phiếu khảo sát hộ", "<h:html>sẵn</h:html>")
VILLAGE, DEVICE = "0198636f-0000-7000-8000-00000000aaaa", "0198636f-0000-7000-8000-00000000bbbb"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Store]:
    identity = DeviceIdentity("Máy thử", "ssh-ed25519 AAAA thu", "SHA256:thu")
    clock = ScriptedClock(START, 2)
    with create_village(tmp_path, clock, village_name="Nà Thử", commune_code="02107", identity=identity) as store:
        yield store


def test_a_desk_without_it_has_none(village: Store) -> None:
    assert form_at_hand(village) is None
    assert form_definition(village, "") is None


def test_before_the_enrolment_it_is_what_is_asked(village: Store) -> None:
    keep_form_at_hand(village, SHIPPED)
    assert form_at_hand(village) == SHIPPED
    assert form_definition(village, "") == ("2025.1", SHIPPED.definition)
    assert form_definition(village, "hgd_so", "2025.1") == ("2025.1", SHIPPED.definition)
    assert form_definition(village, "hgd_so", "2024.9") is None
    assert entries(village) == []  # it is no record


def test_after_the_enrolment_only_what_was_begun_with_it_goes_on(village: Store) -> None:
    keep_form_at_hand(village, SHIPPED)
    adopt_village(village, VILLAGE, DEVICE, "02107-01")
    assert form_at_hand(village) is None
    assert form_definition(village, "") is None
    assert form_definition(village, "hgd_so", "2025.1") == ("2025.1", SHIPPED.definition)


def test_the_communes_questionnaire_comes_first(village: Store) -> None:
    keep_form_at_hand(village, SHIPPED)
    with village.transaction():
        village.set_setting("role", "commune")
    with changing(village) as change:
        change.add(Form, form_id="hgd_so", version="2025.1", name="của xã", definition="<h:html>xã</h:html>")
    assert form_definition(village, "hgd_so") == ("2025.1", "<h:html>xã</h:html>")
    assert form_definition(village, "hgd_so", "2025.1") == ("2025.1", "<h:html>xã</h:html>")
