"""The command line: a command parses words, calls one use case, prints, returns an exit code."""
