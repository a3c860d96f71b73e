"""What the program can do, one module a noun; takes a Store and `now`, returns frozen views."""
