"""Pure functions: no clock, environment, disk, network or terminal."""
