"""A short run of the fuzzer (`tests.sync.fuzz`) in every suite: each kind of input against a real desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bad_bundles import read
from tests.sync.fuzz import Target
from tests.sync.fuzz_inputs import HONEST, KINDS


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    made = Target(tmp_path_factory.mktemp("target"))
    yield made
    made.close()


@pytest.mark.parametrize("kind", KINDS)
@settings(suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_but_a_named_verdict_comes_out(target: Target, kind: str, data: st.DataObject) -> None:
    target.throw(data.draw(KINDS[kind]))


def test_a_desk_is_put_back_after_every_throw(target: Target) -> None:
    for name in HONEST:
        target.throw([read(name), read(name)])
    target.verdicts.clear()
    target.throw([read("deputy-1"), read("deputy-1"), read("village-1")])
    assert target.verdicts == {"merged": 1, "already": 2}
