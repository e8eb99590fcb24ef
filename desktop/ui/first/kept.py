"""What was typed in a first start that has not ended, kept between two starts. Never a PIN, never a passphrase."""

from contextlib import suppress
from pathlib import Path

from desktop.paths import state_folder
from desktop.ui.settings import FileSettings

_NAME, _KIND = "tao-so-do-dang.json", "kind"


class KeptAnswers:
    """Answers by field. `kind` is the wizard they are of: "village", "commune", or '' when there are none."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or state_folder() / _NAME
        self._settings = FileSettings(self._path)

    @property
    def kind(self) -> str:
        """Which wizard was begun."""
        return self._settings.get(_KIND)

    def begin(self, kind: str) -> None:
        """Answers are of this wizard from now on; those of another one go."""
        if self.kind not in ("", kind):
            self.forget()
        self._settings.keep(_KIND, kind)

    def get(self, field: str) -> str:
        """What was typed in a field, or ''."""
        return self._settings.get(f"field.{field}")

    def keep(self, field: str, text: str) -> None:
        """Keep what stands in a field."""
        self._settings.keep(f"field.{field}", text)

    def forget(self) -> None:
        """The desk is made, or somebody begins anew."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._settings = FileSettings(self._path)
