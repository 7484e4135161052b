"""What ``sphinx-homepage sync`` does: asks services, and keeps what they say. No build imports it."""
