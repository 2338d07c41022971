"""Property tests here compare with libraries whose first import is slow: no deadline on an example."""

from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
