"""Deciding on input: a job's state and what someone wants to say become events, or a refusal with its reason."""
