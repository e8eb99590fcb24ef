"""Which enrolled laptop a command means: by its id, its key's fingerprint, or its spoken code."""

from desktop.cli.asking import Request
from desktop.errors import TosoError
from desktop.models.places import Device
from desktop.sync import keys
from desktop.text import one_line


def village_device(request: Request, wanted: str) -> Device:
    """The village's laptop that was named; raises TosoError."""
    named = one_line(wanted)
    for device in request.store.all(Device.select().where(~Device.deleted)):
        if named in (device.id, device.fingerprint, keys.spoken(device.fingerprint)):
            if device.role == "commune":
                raise TosoError(
                    "Đây là máy của xã, khóa của nó là gốc của mọi ghi danh; lệnh này chỉ dùng cho máy thôn.",
                    "Xem các máy thôn: toso record list device.",
                    code="wrong-desk",
                )
            return device
    raise TosoError(
        "Không có máy này trong danh sách ghi danh.", "Xem các máy: toso record list device.", code="missing"
    )
