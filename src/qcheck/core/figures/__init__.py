"""Figures: what single jobs add to the metrics, by what they are about."""
