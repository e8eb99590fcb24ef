"""The PIN that opens the locked screen: kept as a salted slow hash in this desk's settings, which never travel.

It keeps the curious out of an open program and is no encryption (docs/decisions/0022-pin.md). Wrong PINs are answered
more and more slowly, never with a lock-out, and a PIN that was forgotten goes after a day of waiting. Waiting is told
by the desk's clock, across restarts; a clock that was set back begins the same wait again, it never lengthens one.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

from desktop.errors import TosoError
from desktop.models.access_log import CHANGED, REMOVED, UNLOCKED, WRONG_PIN, log_access
from desktop.models.store import Store

LEAST, MOST = 4, 12  # digits
#: After how many minutes without keyboard and mouse the screen locks (DOMAIN 5, control 6), and the usual one.
MINUTES, USUAL_MINUTES = (5, 10, 20, 30), 10
#: So many wrong PINs cost nothing; the next ones wait twice as long each, up to the last.
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 4, timedelta(seconds=15), timedelta(minutes=10)
FORGOTTEN_WAIT = timedelta(hours=24)
_PIN, _TRIES, _TRIED_AT, _FORGOTTEN_AT = "pin", "pin_wrong", "pin_wrong_at", "pin_forgotten_at"
_MINUTES = "lock_minutes"
_COST, _BLOCK, _PARALLEL, _MEMORY = 1 << 13, 8, 1, 32 << 20  # about 40 ms and 8 MB on a small laptop


class PinProblem(TosoError):
    """A new PIN that cannot be taken; the old one, or none, stays."""

    code = "pin"


def check(new: str) -> None:
    """Refuse a PIN that is not 4 to 12 digits, or that everybody tries first. Raises PinProblem."""
    if not new.isascii() or not new.isdigit() or not LEAST <= len(new) <= MOST:
        raise PinProblem(
            f"Mã PIN gồm từ {LEAST} đến {MOST} chữ số.", "Hãy chỉ gõ chữ số, không gõ chữ cái hay dấu cách."
        )
    steps = {int(after) - int(before) for before, after in pairwise(new)}
    if len(steps) == 1 and abs(next(iter(steps))) <= 1:
        raise PinProblem("Mã PIN này dễ đoán quá, như 0000 hay 1234.", "Hãy chọn mã khác.")


def is_set(store: Store) -> bool:
    """Whether this desk has a PIN."""
    return bool(store.setting(_PIN))


def set_pin(store: Store, new: str) -> None:
    """Take a new PIN. Raises PinProblem, StoreError."""
    check(new)
    salt = store.clock.random_bits(128).to_bytes(16, "big")
    with store.transaction():
        store.set_setting(_PIN, f"{salt.hex()}:{_slow_hash(new, salt).hex()}")
        _forget_tries(store)
        log_access(store, "pin", CHANGED, personal=False)


def remove(store: Store) -> None:
    """Do without a PIN from now on; whoever calls has asked for it, or for what stands for it."""
    with store.transaction():
        store.set_setting(_PIN, "")
        _forget_tries(store)
        log_access(store, "pin", REMOVED, personal=False)


def _slow_hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, maxmem=_MEMORY)


def wait_left(store: Store) -> timedelta:
    """How long the next try has to wait; zero when it may come now."""
    wrong = int(store.setting(_TRIES) or 0)
    return _left(store, _TRIED_AT, wait_after(wrong)) if wrong >= FREE_TRIES else timedelta(0)


def wait_after(wrong: int) -> timedelta:
    """How long one waits after so many wrong PINs in a row."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(wrong - FREE_TRIES, 16)), LONGEST_WAIT)


def _left(store: Store, since: str, wait: timedelta) -> timedelta:
    """What is left of a wait that began at a kept instant; an instant in the future becomes now."""
    now = store.clock.now()
    kept = store.setting(since)
    began = datetime.fromisoformat(kept) if kept else now
    if not kept or began > now:
        with store.transaction():
            store.set_setting(since, now.isoformat())
        began = now
    return max(timedelta(0), wait - (now - began))


def try_pin(store: Store, typed: str) -> bool:
    """Whether this is the PIN; a try during the wait is not looked at. Each one is kept before it is answered."""
    if wait_left(store):
        return False
    salt, _, kept = (store.setting(_PIN) or "").partition(":")
    right = bool(kept) and hmac.compare_digest(_slow_hash(typed, bytes.fromhex(salt)).hex(), kept)
    with store.transaction():
        if right:
            _forget_tries(store)
        else:
            store.set_setting(_TRIES, str(int(store.setting(_TRIES) or 0) + 1))
            store.set_setting(_TRIED_AT, store.clock.now().isoformat())
        log_access(store, "desk" if right else "pin", UNLOCKED if right else WRONG_PIN, personal=False)
    return right


def _forget_tries(store: Store) -> None:
    for name in (_TRIES, _TRIED_AT, _FORGOTTEN_AT):
        store.set_setting(name, "")


# --- forgotten ---


def say_forgotten(store: Store) -> None:
    """Begin the day after which the PIN may be taken away; the right PIN ends it. Said again, it goes on as it was."""
    if not store.setting(_FORGOTTEN_AT):
        with store.transaction():
            store.set_setting(_FORGOTTEN_AT, store.clock.now().isoformat())


def forgotten_left(store: Store) -> timedelta | None:
    """How long until a forgotten PIN may be taken away; None when nobody said that it was forgotten."""
    return _left(store, _FORGOTTEN_AT, FORGOTTEN_WAIT) if store.setting(_FORGOTTEN_AT) else None


def remove_forgotten(store: Store) -> bool:
    """Take a PIN away whose day of waiting is over; tell whether it is gone."""
    if forgotten_left(store) != timedelta(0):
        return False
    remove(store)
    return True


def remove_with(store: Store, proof: Callable[[], object]) -> None:
    """Take a forgotten PIN away because the key's passphrase was right: `proof` raises TosoError when it was not."""
    proof()
    remove(store)


# --- when the screen locks ---


def minutes(store: Store) -> int:
    """After how many minutes without keyboard and mouse the screen locks, on a desk that has a PIN."""
    kept = store.setting(_MINUTES) or ""
    return int(kept) if kept.isdigit() and int(kept) in MINUTES else USUAL_MINUTES


def keep_minutes(store: Store, chosen: int) -> None:
    """Lock after one of MINUTES."""
    if chosen not in MINUTES:
        raise ValueError(f"no such time: {chosen}")
    with store.transaction():
        store.set_setting(_MINUTES, str(chosen))
