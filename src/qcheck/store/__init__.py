"""Disk: the only code that opens a file."""
