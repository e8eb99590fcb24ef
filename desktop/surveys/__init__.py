"""What is asked: questionnaires read from XLSForms, and the answers to them checked. No store, no screen."""
