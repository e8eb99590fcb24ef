"""Measurements beside peers: each prints us, the peer and the ratio from one run. Nothing here is asserted."""
