"""The tree back as canonical text."""
