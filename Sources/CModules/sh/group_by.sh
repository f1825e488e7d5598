# Put hosts into groups named after facts.
#
# module ansible.builtin.group_by
# param key     str required : The group's name.
# param parents list elements=str default=all : Groups that the new group belongs to.
# supports check_mode
