"""A small web application that keeps notes in the experiment's database."""
