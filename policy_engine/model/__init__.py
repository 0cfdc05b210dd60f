"""Floor 2: what a rule book means. Names resolved, every expression typed, sugar gone."""
