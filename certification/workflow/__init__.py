"""Every action of the process: one function each, one transaction each."""
