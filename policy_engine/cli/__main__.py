"""`python -m policy_engine.cli` is the same as `policy`."""

import sys

from policy_engine.cli.main import main

sys.exit(main())
