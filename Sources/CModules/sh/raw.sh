# Run a command as it is, by the login shell, without anything of ours around it.
#
# module ansible.builtin.raw
# param cmd        str : The command.
# param creates    str : Taken and ignored, as Ansible does.
# param executable str : The shell to run it with.
# free_form cmd
# returns stdout str : What it printed.
