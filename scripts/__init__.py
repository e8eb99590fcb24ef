"""What the Makefile asks of a machine before anything is installed; standard library only."""
