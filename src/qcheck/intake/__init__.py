"""Intake: foreign bytes into values; nothing here opens a file."""
