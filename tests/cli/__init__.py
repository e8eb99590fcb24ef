"""The command line from outside: what is typed, printed and returned, on real homes."""
