"""Structured values told apart: only what differs, in the words that are given."""

import json
from typing import Any

from desktop.models.parted_values import told_apart


def told(name: str, value: Any) -> tuple[str, str]:
    return f"Câu {name}", str(value)


def test_only_what_differs_is_told() -> None:
    values = [json.dumps({"a": 1, "b": "x", "c": [1]}), json.dumps({"a": 2, "b": "x", "c": [2]})]
    assert told_apart(values, told) == ["Câu a: 1\nCâu c: [1]", "Câu a: 2\nCâu c: [2]"]


def test_what_one_side_did_not_write_is_told_as_such() -> None:
    values = [json.dumps({"a": 1}), json.dumps({"b": 2}), None]
    assert told_apart(values, told) == [
        "Câu a: 1\nCâu b: (không ghi)",
        "Câu a: (không ghi)\nCâu b: 2",
        "Câu a: (không ghi)\nCâu b: (không ghi)",
    ]


def test_other_values_are_left_to_others() -> None:
    assert told_apart([json.dumps([1, 2]), json.dumps({"a": 1})], told) is None
    assert told_apart(["không phải JSON", json.dumps({"a": 1})], told) is None
