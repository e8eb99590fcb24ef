"""Chỗ khác nhau on the screen, for both desks: a record side by side, the grounds of a decision, what was decided."""
