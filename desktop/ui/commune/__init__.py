"""The commune's desk: its rooms. What is true stands in the models; here it is said and asked."""
