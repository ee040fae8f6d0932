"""The use cases, one function each: load, decide, append, view."""
