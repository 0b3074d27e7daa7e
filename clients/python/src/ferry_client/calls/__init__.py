"""Every call of the protocol, a class for each family of messages."""
