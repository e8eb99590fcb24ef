"""What we are measured against, each with the same records. Nothing of ours is changed to suit a peer."""
