"""What a careful reader would say of a record and its built site: pure functions, and the table of them."""
