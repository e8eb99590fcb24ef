"""Our engine laid beside JavaRosa and ODK Web Forms over real forms with random answers."""
