"""The questionnaire that ships with the program, kept on a village's desk so that it can ask before it is enrolled.

It is no record and never travels. Once the commune has sent its questionnaires, those count; this one then only opens
interviews that were begun with it.
"""

import msgspec

from desktop.models.setup import ENROLLED, FormSource
from desktop.models.store import Store

_FORM = "form_at_hand"


def keep_form_at_hand(store: Store, form: FormSource) -> None:
    """Keep a questionnaire for the time before the enrolment."""
    with store.transaction():
        store.set_setting(_FORM, msgspec.json.encode(form).decode())


def form_at_hand(store: Store, version: str = "") -> FormSource | None:
    """The questionnaire that was kept: for a desk that is not enrolled, and for interviews of exactly its version."""
    kept = store.setting(_FORM)
    if kept is None:
        return None
    form = msgspec.json.decode(kept, type=FormSource)
    return form if version == form.version or (not version and store.setting(ENROLLED) is None) else None
