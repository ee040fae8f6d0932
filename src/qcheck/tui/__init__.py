"""Full screens: the walk through a job, and the page to start from. They call use cases and decide nothing."""
