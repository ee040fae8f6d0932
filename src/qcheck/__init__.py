"""qcheck: checklists, a record nobody can rewrite, and a gate before handover."""

# Written here, not read from the installed metadata: importlib.metadata costs five times a bare start of Python.
__version__ = "0.2.0"
