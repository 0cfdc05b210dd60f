"""Benefit rules in a small language that reads like the law, decided exactly and explained in English and Malay."""
