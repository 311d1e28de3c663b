"""What keeps the assistant running: trains it, starts its processes, and ends them together."""
