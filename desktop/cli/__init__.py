"""The command line `toso` (DESIGN 8): reads arguments, calls the rooms, prints for people or for scripts.

It holds no rule. Every command is a function from a request to an exit code.
"""
