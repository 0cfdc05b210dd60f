"""Floor 3: facts in, decision out. The reference interpreter and what it returns."""
