"""Floor 6: the command `policy`, the one place with arguments, files and exit codes."""
