"""Floor 0: what rules compute with. Exact numbers, dates, sets of days and months, truth, and the unknown."""
