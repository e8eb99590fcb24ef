"""Bundles of released formats, which must stay importable for ever."""
