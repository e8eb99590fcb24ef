"""Days and instants of ODK forms: ISO text to `date` or an aware `datetime`, and the codes of format-date().

A day is the calendar day of the desk, without a zone; an instant has one. Nothing here asks what time it is.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)
_TIME = r"([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?\s*(Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_ISO_TIME = re.compile(_TIME)
_ISO = re.compile(rf"\s*([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}})(?:T({_TIME}))?\s*")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CODE = re.compile(r"%([A-Za-z0-9])")


def read_moment(text: str, zone: tzinfo) -> date | datetime | None:
    """A day, or an instant in `zone`, from ISO text; None when the text is neither."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if not found[4]:
            return day
        return _instant(day, found[4], zone)
    except (ValueError, OverflowError):
        return None


def read_time(text: str, zone: tzinfo) -> time | None:
    """The local time of day of an ISO time such as "06:00:00.000-07:00"; None when the text is none."""
    try:
        return _instant(EPOCH + _DAY, text.strip(), zone).time()
    except (ValueError, OverflowError):
        return None


def _instant(day: date, text: str, zone: tzinfo) -> datetime:
    """The instant in `zone` of a day and an ISO time; raises ValueError."""
    found = _ISO_TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    microseconds = int((found[4] or "0").ljust(6, "0")[:6])
    moment = time(int(found[1]), int(found[2]), int(found[3] or 0), microseconds, _offset(found[5]) or zone)
    return datetime.combine(day, moment).astimezone(zone)


def _offset(text: str | None) -> tzinfo | None:
    """The zone of "Z", "+07", "+0700" or "+07:00"; raises ValueError beyond a day or an hour's minutes."""
    if not text:
        return None
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if minutes > 59:
        raise ValueError(text)
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1))


def write_moment(moment: date | datetime) -> str:
    """ISO text as ODK stores it: "2021-10-06", or with milliseconds and offset."""
    return moment.isoformat(timespec="milliseconds") if isinstance(moment, datetime) else moment.isoformat()


def days_of(moment: date | datetime) -> float:
    """Days since 1970-01-01: whole local days of a day; of an instant, days in UTC with their fraction."""
    if isinstance(moment, datetime):
        return (moment - datetime(1970, 1, 1, tzinfo=UTC)) / _DAY
    return float((moment - EPOCH).days)


def as_instant(moment: date | datetime, zone: tzinfo) -> datetime:
    """The instant, a day being its first moment in `zone`."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time(tzinfo=zone))


def format_moment(moment: date | datetime, pattern: str, zone: tzinfo) -> str:
    """Write a day or instant by ODK's codes (%Y %m %d ...); an unknown code stays as it is."""
    local = as_instant(moment, zone)
    return _CODE.sub(lambda found: _coded(local, found[1]) or found[0], pattern)


def _coded(local: datetime, code: str) -> str:
    """One code; "" when it is not known."""
    written = {
        "Y": f"{local.year:04}",
        "y": f"{local.year % 100:02}",
        "m": f"{local.month:02}",
        "n": f"{local.month}",
        "B": _MONTHS[local.month - 1],
        "b": _MONTHS[local.month - 1][:3],
        "d": f"{local.day:02}",
        "e": f"{local.day}",
        "H": f"{local.hour:02}",
        "h": f"{local.hour}",
        "M": f"{local.minute:02}",
        "S": f"{local.second:02}",
        "3": f"{local.microsecond // 1000:03}",
        "A": _WEEKDAYS[local.weekday()],
        "a": _WEEKDAYS[local.weekday()][:3],
        "W": str(local.isocalendar()[1]),
        "Z": local.strftime("%z"),
    }
    return written.get(code, "")
