"""Floor 0: where things stand in the officer's files, and what can be said about them."""
