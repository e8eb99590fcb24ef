"""Yêu cầu của dân on both desks: the register with the legal days, one request, and erasing a person's data."""
