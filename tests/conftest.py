"""How much hypothesis tries: HYPOTHESIS_PROFILE is "ci" (the default) or "nightly"."""

import os

from hypothesis import HealthCheck, settings

# The slow oracle and a busy machine are no reason to fail: only wrong answers are.
settings.register_profile("ci", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", settings.get_profile("ci"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
