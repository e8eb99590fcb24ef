"""A revoked device may bring again what counted when it was revoked, and nothing more."""

import pytest

from desktop.sync.seal import open_sealed
from tests.sync import makers
from tests.sync.makers import (
    AT,
    AUTHOR,
    DEVICE,
    LINES,
    OTHER_AUTHOR,
    OTHER_DEVICE,
    STRANGER,
    VILLAGE_KEY,
    changes,
    commune_trust,
    cover,
    downward,
    refused,
    request,
    village_trust,
)


@pytest.mark.parametrize("name", [DEVICE, VILLAGE_KEY.fingerprint])
@pytest.mark.parametrize(
    ("good", "code"),
    [
        ({}, "revoked"),
        ({AUTHOR: 5}, "revoked"),
        ({OTHER_AUTHOR: 9}, "revoked"),
        ({AUTHOR: 6}, None),
        ({AUTHOR: 7, OTHER_AUTHOR: 1}, None),
    ],
)
def test_a_revoked_device_counts_up_to_its_last_good_entry(name: str, good: dict[str, int], code: str | None) -> None:
    trust = commune_trust(revoked={name: good})
    data = changes(cover=cover(ranges={AUTHOR: (4, 6)}))
    if code:
        assert refused(data, trust) == code
    else:
        assert list(open_sealed(data, trust, AT).lines()) == LINES


def test_a_revoked_device_that_brings_nothing_is_refused() -> None:
    assert refused(changes(cover=cover(ranges={})), commune_trust(revoked={DEVICE: {AUTHOR: 9}})) == "revoked"


def test_the_number_of_its_bundle_does_not_help_a_revoked_device() -> None:
    one = changes(cover=cover(ranges={AUTHOR: (4, 6)}, number=1))
    assert refused(one, commune_trust(revoked={DEVICE: {AUTHOR: 5}})) == "revoked"


def test_the_earliest_cut_counts() -> None:
    trust = commune_trust(revoked={DEVICE: {AUTHOR: 9}, VILLAGE_KEY.fingerprint: {AUTHOR: 4}})
    assert refused(changes(cover=cover(ranges={AUTHOR: (4, 6)})), trust) == "revoked"


def test_another_device_is_not_hit_by_a_revocation() -> None:
    assert open_sealed(changes(), commune_trust(revoked={OTHER_DEVICE: {}, STRANGER.fingerprint: {}}), AT)


def test_a_revoked_key_is_not_enrolled_again_but_a_new_one_of_the_same_laptop_is() -> None:
    assert refused(request(), commune_trust(revoked={VILLAGE_KEY.fingerprint: {AUTHOR: 99}})) == "revoked"
    assert open_sealed(request(), commune_trust(revoked={DEVICE: {}}), AT)


def test_a_village_refuses_a_revoked_desk_of_the_commune() -> None:
    assert refused(downward(), village_trust(revoked={makers.COMMUNE_DEVICE: {}})) == "revoked"
