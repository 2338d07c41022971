"""Where the project's own files are, and where a user's cache is."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "assets"
MODELS = ASSETS / "models"
CORPORA = ASSETS / "corpora"
RESULTS = ASSETS / "results"
PROSE = ASSETS / "prose"


def default_cache() -> Path:
    """This user's cache folder for the site (``XDG_CACHE_HOME``, else ``~/.cache``)."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "nlp-revisited"


def cache_place() -> str:
    """Where trained models are cached: ``NLP_REVISITED_CACHE``, a folder or a bucket, or this
    user's folder.
    """
    return os.environ.get("NLP_REVISITED_CACHE") or str(default_cache())


def local_cache() -> Path:
    """The cache folder on this machine: ``NLP_REVISITED_CACHE``, or this user's where that names a
    bucket or nothing.
    """
    cache = cache_place()
    return default_cache() if "://" in cache else Path(cache)
