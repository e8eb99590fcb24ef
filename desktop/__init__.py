"""Tổ Số: the village desk and the commune desk of the community digital teams (Tổ công nghệ số cộng đồng)."""

__version__ = "0.1.0"
