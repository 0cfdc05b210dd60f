"""Floor 1: what an officer wrote. The text of a rule file becomes a tree, and a tree becomes text again."""
