"""Floor 5: rule books and facts on disk, read with care."""
