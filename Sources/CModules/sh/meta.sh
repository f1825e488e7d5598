# Change the course of the play.
#
# module ansible.builtin.meta
# param free_form str : flush_handlers, end_play, end_host, clear_facts, …
# free_form free_form
# supports check_mode
