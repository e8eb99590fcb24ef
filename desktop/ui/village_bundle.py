"""The commune's bundle for one village, written where a person says; what comes next is the asking page's to tell."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.models.places import Village
from desktop.sync import exporting
from desktop.sync.exporting import Exported
from desktop.ui.desk import Desk
from desktop.ui.parts.targets_bar import AskFolder


def write_for_village(
    desk: Desk, page: QWidget, ask_folder: AskFolder, village_id: str, done: Callable[[Village, Exported], None]
) -> None:
    """Ask for a folder, write the commune's bundle for a village there off the window's thread; then call `done`."""
    folder = ask_folder(page)
    village = desk.store.get(Village, village_id)
    if folder is None or village is None:
        return
    store, own = desk.store, desk.credentials

    def written(made: Exported) -> None:
        desk.tell_changed(frozenset({"bundle"}))
        done(village, made)

    desk.work(
        page.window(),
        _tr("Đang ghi gói"),
        lambda _progress: exporting.export(store, own, folder, village=village),
        written,
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("VillageBundle", text)
