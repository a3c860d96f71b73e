"""One file a schema version; the revision is the `user_version` it leads to."""
