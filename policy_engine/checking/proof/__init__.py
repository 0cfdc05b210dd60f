"""Gaps and overlaps of choices, each shown as one concrete case."""
