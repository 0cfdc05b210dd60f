"""A benefit over time in words: who is paid how much from when to when, and why it changes."""
