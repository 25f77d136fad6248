"""One module per kind of XML file: value to element and back, nothing else."""
