"""The version of the engine, from which the package takes its own.

Invariant: it is the same whether the engine is installed or runs from its folder.
"""

VERSION = "0.1.0"
