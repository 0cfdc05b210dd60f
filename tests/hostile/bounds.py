"""The bounds that every bad input keeps: a second of processor time, and 64 MB."""

import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager

SECOND = 1.0
MEGABYTES = 64

WATCHED = 5
"""How much slower work may be while its lines are counted for coverage: the bound is not on the watch."""


@contextmanager
def bounded() -> Iterator[None]:
    """What is done inside takes less than a second, and less than 64 MB at any moment."""
    tracemalloc.start()
    start = time.process_time()
    try:
        yield
        seconds, bytes_at_most = time.process_time() - start, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert seconds < SECOND * (WATCHED if sys.gettrace() else 1)
    assert bytes_at_most < MEGABYTES * 1024 * 1024
