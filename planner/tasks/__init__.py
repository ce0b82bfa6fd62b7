"""What the worker does, and the queue that wakes it: a few lines into a service each."""
