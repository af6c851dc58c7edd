"""The tier of macOS: rules on what a process may do, and sessions that need no namespaces."""
