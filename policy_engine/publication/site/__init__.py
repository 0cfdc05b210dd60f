"""The rule book for people: a static site in every language, readable without a server."""
