# Wait for some time or for a person.
#
# module ansible.builtin.pause
# param seconds raw : How long; at least one second.
# param minutes raw : How long.
# param prompt  str : What to ask.
# param echo    bool default=true : Show what is typed.
# rule mutually_exclusive minutes seconds
# returns user_input str : What was typed.
# supports check_mode
