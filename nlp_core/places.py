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


def local_cache() -> Path:
    """The cache folder on this machine: ``NLP_REVISITED_CACHE``, or this user's where that names a
    bucket or nothing.
    """
    cache = os.environ.get("NLP_REVISITED_CACHE", "")
    return Path(cache) if cache and "://" not in cache else default_cache()
