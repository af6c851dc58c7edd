"""What the embedded planner reads: a program without its style, in the words of a fixed vocabulary, and the places in
it where something can be done, with what is known of them."""
