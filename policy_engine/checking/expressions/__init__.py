"""What a line means: every expression and condition typed, its names resolved, sugar gone."""
