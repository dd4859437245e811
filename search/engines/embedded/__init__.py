"""The embedded engine: tantivy, in the process, no service."""
