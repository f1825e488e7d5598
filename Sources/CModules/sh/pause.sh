# Wait for some time or for a person.
#
# module ansible.builtin.pause
# param seconds float : How long.
# param minutes float : How long.
# param prompt  str : What to ask.
# param echo    bool default=true : Show what is typed.
# rule mutually_exclusive seconds minutes
# returns user_input str : What was typed.
# supports check_mode
