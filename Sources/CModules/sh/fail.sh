# Fail with a message.
#
# module ansible.builtin.fail
# param msg str : The message; "Failed as requested from task" when none is given.
# supports check_mode
