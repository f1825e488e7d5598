# Add a host, and groups, to the inventory for the plays that follow.
#
# module ansible.builtin.add_host
# param name   str required aliases=host,hostname : The host, with `:port` where it is not 22.
# param groups list elements=str aliases=group,groupname : Groups for it.
# takes_anything
# supports check_mode
