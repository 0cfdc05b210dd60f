"""Citations and the ledger: what stands by no right, what nobody has used."""
