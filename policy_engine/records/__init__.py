"""Floor 6: decisions kept for good, and shown to be what they were."""
