"""What is published about a rule book besides its decisions: the ledger of its sources, and what is open in it."""
