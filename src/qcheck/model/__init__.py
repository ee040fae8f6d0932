"""The nouns: frozen values with no behaviour that decides."""
