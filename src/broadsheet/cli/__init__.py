"""The command line: one verb an entry of docs/reference/commands.md, each imported only when it is called."""
