"""Measurements beside peers: each prints us, the peers and the ratios from one run. Nothing here is asserted."""
