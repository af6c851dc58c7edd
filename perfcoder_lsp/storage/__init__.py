"""What is kept on disk: the cache, temporary folders that nothing leaves behind, and which files may be believed."""
