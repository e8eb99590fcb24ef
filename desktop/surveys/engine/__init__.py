"""A form being filled in: the instance, what depends on what, and the state of every question. No screen, no store."""
