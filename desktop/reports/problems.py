"""What can go wrong with a paper that a person can put right. Anything else raised here is a bug."""

from desktop.errors import TosoError


class ReportTooLong(TosoError):
    """The words do not fit the paper that the rules allow; nothing was printed, nothing was cut."""

    code = "report-too-long"
