"""Measurements of the engine beside peers; see docs/benchmarks.md."""
