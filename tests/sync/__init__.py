"""Tests of desktop/sync."""
