"""What every test shares: hypothesis tries the same examples in every run, and takes the time it needs."""

from hypothesis import settings

settings.register_profile("same-every-time", derandomize=True, deadline=None, max_examples=50, database=None)
settings.load_profile("same-every-time")
