"""Floor 4: from Steps to sentences that a citizen, an officer and an auditor can read."""
