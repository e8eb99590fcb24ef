"""The least that Django and Morango need. The database's file is named by the environment."""

import os

SECRET_KEY = "nothing is served here"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["BENCHMARK_DATABASE"]}}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "morango",
    "rest_framework",
    "mptt",
    "benchmarks.peers.morango.apps.PeerConfig",
]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
USE_TZ = True
