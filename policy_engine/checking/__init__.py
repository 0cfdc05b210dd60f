"""Floor 3: from what was written to what is meant, and the passes that prove it sound."""
