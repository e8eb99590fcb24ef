"""A desk's beginning: key, store and first settings of a village's or a commune's home, whole or not there at all.

The window's first start and `toso init` both come here. What a home is called and who uses it is handed in.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.clock import Clock
from desktop.errors import TosoError
from desktop.models import pin as pins
from desktop.models.designing import Workbook, keep_workbook
from desktop.models.forms_at_hand import keep_form_at_hand
from desktop.models.setup import COMMUNE_CODE, DeviceIdentity, FormSource, create_commune, create_village
from desktop.models.store import Store
from desktop.sync import credentials, passphrases
from desktop.sync.creating import new_home
from desktop.sync.credentials import Credentials
from desktop.sync.parcels import read_bundle
from desktop.sync.seal import peek

_MOST_FILES = 20  # of a stick that are looked at


def begin_village(
    home: Path, clock: Clock | None, *, name: str, commune_code: str, device: str, form: FormSource,
    passphrase: str = "", pin: str = "", settings: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Make a village's home, which can be used at once and enrolled later. Raises TosoError; then nothing is there."""
    with new_home(home) as unfinished:
        _own, identity = _new_key(unfinished, device, passphrase)
        made = create_village(unfinished, clock, village_name=name, commune_code=commune_code, identity=identity)
        with made as store:
            keep_form_at_hand(store, form)
            _settle(store, pin, settings)


def begin_commune(
    home: Path, clock: Clock | None, *, profile: Mapping[str, Any], device: str, form: FormSource, workbook: Workbook,
    passphrase: str = "", pin: str = "", settings: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Make the home of a commune's first desk, with the plan's catalogues. Raises TosoError; then nothing is there."""
    with new_home(home) as unfinished:
        own, identity = _new_key(unfinished, device, passphrase)
        with create_commune(unfinished, clock, profile, identity, [form]) as store:
            keep_workbook(store, form, workbook)
            credentials.certify_commune(own, store.setting("device") or "", store.setting(COMMUNE_CODE) or "")
            _settle(store, pin, settings)


def _new_key(home: Path, device: str, passphrase: str) -> tuple[Credentials, DeviceIdentity]:
    if passphrase:
        passphrases.check(passphrase)
    own = credentials.create(home, device, passphrase)
    return own, DeviceIdentity(device, own.key.public_line(device), own.fingerprint)


def _settle(store: Store, pin: str, settings: Mapping[str, str] | None) -> None:
    with store.transaction():
        for name, value in (settings or {}).items():
            store.set_setting(name, value)
    if pin:
        pins.set_pin(store, pin)


def commune_on(folder: Path) -> tuple[str, str] | None:
    """Name and code that a file of some commune on a stick gives itself, to save typing; nothing of it is trusted."""
    try:
        found = sorted(folder.glob("*.toso"))[:_MOST_FILES]
    except OSError:
        return None
    for path in found:
        try:
            cover = peek(read_bundle(path)).cover
        except TosoError:
            continue
        if cover.sender.role == "commune":
            return cover.sender.name.removeprefix("xã "), cover.commune
    return None
