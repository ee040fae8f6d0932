"""Rules: small functions that find what is not as it should be; the table names them all."""
