"""Denominators, ranges and units of every figure: what must be rounded, what may be divided."""
