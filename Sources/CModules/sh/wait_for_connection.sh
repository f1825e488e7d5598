# Wait until the host can be reached.
#
# module ansible.builtin.wait_for_connection
# param connect_timeout int default=5 : Seconds for one attempt, at most.
# param delay int default=0 : Seconds to wait before the first attempt.
# param sleep int default=1 : Seconds between attempts.
# param timeout int default=600 : Seconds altogether.
# returns elapsed int : How long it took.
# supports check_mode
