"""Morango, the sync library of Kolibri, with one table of the same columns. Runs under a Python that has Morango."""
