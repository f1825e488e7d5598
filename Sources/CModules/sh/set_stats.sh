# Set numbers and texts that are shown at the end of the run.
#
# module ansible.builtin.set_stats
# param data raw required : Names and values.
# param per_host raw default=false : Keep them for each host, not for the run.
# param aggregate raw default=true : Add to what is there: numbers, texts and lists; maps are merged.
# returns ansible_stats dict : What was set.
# supports check_mode
