"""Other programs' records and sites -> a data file, pages and settings of ours."""
