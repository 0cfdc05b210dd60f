"""What holds for all tests: how many examples the laws are tried on (the same few every time, or with
HYPOTHESIS_PROFILE=long many new ones), and that nothing is kept between two runs."""

import os

from hypothesis import HealthCheck, settings

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)

settings.register_profile("short", derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=_SLOW, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))

os.environ["POLICY_CACHE"] = "off"  # no test reads or leaves what another run has kept
