"""What the store of records promises, proved at length: `python -m benchmarks.quality` (docs/quality.md)."""
