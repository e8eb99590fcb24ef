"""The screens that take a list of households in: the file, its columns, the preview, the account afterwards."""
