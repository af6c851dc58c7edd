"""The tiers of Linux: namespaces by bubblewrap, with our runner as the first process inside."""
