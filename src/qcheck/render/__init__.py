"""Rendering: a view into bytes, from given assets (name to bytes), never from paths."""
