"""Say in one sentence why this interpreter cannot set the program up, and exit 1; print nothing when it can.

It is read by whatever `python3` happens to be, so it keeps to a syntax that old interpreters parse.
"""

import sys


def problem_of(version, has_ensurepip):
    """The sentence for an interpreter of this (major, minor) version, or an empty string."""
    name = "%d.%d" % version
    if version < (3, 11):
        return "Python 3.11 or newer is needed and this is %s: name another one, e.g. 'make PYTHON=python3.12'." % name
    if not has_ensurepip:
        return "This Python cannot make virtual environments: install its package 'python%s-venv' and repeat." % name
    return ""


def has_ensurepip():
    """Whether `python -m venv` can put pip into what it makes; Debian ships that part as a package of its own."""
    try:
        import ensurepip
    except ImportError:
        return False
    return bool(ensurepip)


if __name__ == "__main__":
    found = problem_of(sys.version_info[:2], has_ensurepip())
    if found:
        sys.exit(found)
