"""The tables of a store, in SQL that SQLite and PostgreSQL both run.

`{bytes}` stands for the database's own word for bytes.  A migration is a list of statements; a store says in `meta`
how many it has had.
Invariant: a migration that was published is never changed; leaves, subtrees, books, sealed parts, requests and
corrections are only added.
"""

from collections.abc import Mapping, Sequence

MIGRATIONS: Sequence[Sequence[str]] = (
    (
        "CREATE TABLE book (text TEXT PRIMARY KEY, content {bytes} NOT NULL)",
        "CREATE TABLE person (name TEXT PRIMARY KEY, locked {bytes})",
        "CREATE TABLE leaf (position BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE, recorded_at TEXT NOT NULL,"
        " book TEXT NOT NULL REFERENCES book (text), content {bytes} NOT NULL)",
        "CREATE INDEX leaf_recorded_at ON leaf (recorded_at)",
        "CREATE TABLE sealed (position BIGINT PRIMARY KEY REFERENCES leaf (position),"
        " person TEXT NOT NULL REFERENCES person (name), content {bytes} NOT NULL)",
        "CREATE INDEX sealed_person ON sealed (person)",
        "CREATE TABLE subtree (level BIGINT NOT NULL, position BIGINT NOT NULL, hash {bytes} NOT NULL,"
        " PRIMARY KEY (level, position))",
        "CREATE TABLE head (one BIGINT PRIMARY KEY CHECK (one = 1), size BIGINT NOT NULL, checkpoint TEXT NOT NULL)",
    ),
    ("CREATE TABLE request (name TEXT PRIMARY KEY, position BIGINT NOT NULL REFERENCES leaf (position))",),
    (
        "CREATE TABLE correction (earlier TEXT PRIMARY KEY REFERENCES leaf (id),"
        " later TEXT NOT NULL UNIQUE REFERENCES leaf (id))",
    ),
)

KEPT: Mapping[int, Sequence[str]] = {1: ("book", "leaf", "sealed", "subtree"), 2: ("request",), 3: ("correction",)}
"""Tables to which rows are added, and in which no row is changed or deleted, by the migration that made them."""

META = "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
VERSION, ORIGIN, PUBLIC_KEY = "schema", "origin", "public key"
