"""The record and its publications -> what other programs read, one pure function a file."""
