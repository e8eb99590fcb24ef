"""The Django app of the one table; its label must not be Morango's own."""

from django.apps import AppConfig


class PeerConfig(AppConfig):
    """Named after what it stands for here."""

    name = "benchmarks.peers.morango"
    label = "peer"
