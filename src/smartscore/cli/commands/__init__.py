"""The commands: each file is one, which reads, calls the library and writes."""
