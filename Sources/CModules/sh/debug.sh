# Print a message or the value of an expression.
#
# module ansible.builtin.debug
# param msg       raw : What to print; "Hello world!" when neither is given.
# param var       raw : A variable or expression; its value is printed.
# param verbosity int default=0 : Print only when this many `-v` were given.
# rule mutually_exclusive msg var
# supports check_mode
