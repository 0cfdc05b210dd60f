"""A benefit over time: until when each answer stays as it is, and what that comes to between two days."""
