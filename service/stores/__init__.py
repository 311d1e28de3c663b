"""What replicas share: conversations in a database, locks in Redis; how long it is kept."""
