"""A commune and its villages through a bad year: Kolibri's circle of desks, made bigger and carried by hand.

`world` turns the rounds; `work` is what people write, `sticks` how it travels, `mishaps` what goes wrong. `memory` is a
model outside of the stores that remembers what was written and where it is; `ending` and `judging` look at the end.
Everything follows from one seed, but for the bytes of keys.
"""
