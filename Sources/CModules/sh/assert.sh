# Check that conditions hold.
#
# module ansible.builtin.assert
# param that        raw required : One condition or a list of them, in the form of `when`.
# param fail_msg    str aliases=msg : What to say when one does not hold.
# param success_msg str : What to say when all hold.
# param quiet       bool default=false : Say nothing when all hold.
# supports check_mode
