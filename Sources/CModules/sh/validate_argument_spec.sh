# Check variables against an argument specification.
#
# module ansible.builtin.validate_argument_spec
# param argument_spec         dict required : The parameters by name.
# param provided_arguments    dict : Values to check, besides the variables that have the parameters' names.
# param validate_args_context dict : What the check is for.
# returns argument_errors list : What is wrong.
# supports check_mode
