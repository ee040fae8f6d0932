"""Learning: what the jobs of a firm say should change in its checklists, and that change in the text of the file."""
