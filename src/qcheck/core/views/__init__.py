"""Views: a job's state and findings in the words that a page, a screen or a machine shows."""
