"""The demo: a made-up commune and its villages, worked through a whole month and handed over on a folder for a stick.

A door: it puts rooms together and holds no rule of theirs. Every person in it is invented.
"""
