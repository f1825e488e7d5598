# Set variables of the host.
#
# module ansible.builtin.set_fact
# param cacheable bool default=false : Make them facts too.
# takes_anything
# supports check_mode
