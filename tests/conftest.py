"""What every test stands on: no screen, no home of a real person, no noise, and how hard hypothesis tries."""

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from hypothesis import HealthCheck, settings

from desktop.models import store as stores
from desktop.models.store import Store

# Before anything imports Qt. TOSO_TEST_PLATFORM=xcb shows the windows to somebody who wants to watch.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("TOSO_TEST_PLATFORM", "offscreen")
for _variable in ("QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "TOSO_HOME"):
    os.environ.pop(_variable, None)

settings.register_profile("fast", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "fast"))


@pytest.fixture(scope="session", autouse=True)
def _no_real_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Point the user's data, settings and cache folders at an empty place, also for child processes."""
    place = tmp_path_factory.mktemp("nobody")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, str(place / name.lower()))
        yield


@pytest.fixture(scope="session", autouse=True)
def _new_stores_begin_as_a_copy(_no_real_home: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run the migrations once: every new store begins as a copy of the empty one that they made.

    Most of the time that a new store takes is theirs. Each store still looks whether any is left to be run.
    """
    home, migrations, run = tmp_path_factory.mktemp("empty"), stores.MIGRATIONS, Store._run_migrations
    Store.create(home).close()
    with closing(sqlite3.connect(home / stores.FILE_NAME)) as made:
        made.executescript("DELETE FROM setting; VACUUM;")
    empty = (home / stores.FILE_NAME).read_bytes()

    def run_or_copy(store: Store) -> None:
        path = store.home / stores.FILE_NAME
        if migrations == stores.MIGRATIONS and not path.exists():
            with suppress(OSError):  # what hinders a copy hinders the migrations too, and they are what is tested
                path.write_bytes(empty)
        run(store)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "_run_migrations", run_or_copy)
        yield


@pytest.fixture(autouse=True)
def _no_unexpected_warning(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail the test that logs a WARNING or worse, unless it says `@pytest.mark.logs_warning`."""
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    noise = [f"{record.name}: {record.getMessage()}" for record in records if record.levelno >= logging.WARNING]
    expected = request.node.get_closest_marker("logs_warning") is not None
    if noise and not expected:
        pytest.fail("unexpected in the log: " + "; ".join(noise), pytrace=False)
    if expected and not noise:
        pytest.fail("marked logs_warning, but nothing was logged", pytrace=False)
