"""What changes between two rule books, in words that an officer signs off."""
