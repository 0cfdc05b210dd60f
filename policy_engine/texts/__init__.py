"""Words in both languages, and nothing else; imports nothing of the engine."""
