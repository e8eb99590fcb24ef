"""The order matrix: stories of bundles in every order, told on two enrolled desks whose history is lost on the way.

`cases` are the stories, after ODK Central's offline entities; `histories` the losses, after CSPro's sync tests; `tale`
is the stage, and `verdicts` says what must become of a bundle without asking the program.
"""
