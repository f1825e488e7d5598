# Obtain status of asynchronous task.
#
# module ansible.builtin.async_status
# uses stream
# param jid str required : The job, by its `ansible_job_id`.
# param mode str default=status choices=cleanup,status : Tell how it is, or remove its file.
# param _dir path : Where the files of jobs are; the engine gives it.
# returns ansible_job_id str : The job.
# returns started int : 1, as it has started.
# returns finished int : 1 when it has ended, 0 before.
# returns results_file path : Its file on the host.
# returns erased path : The file that was removed.
# supports check_mode

query() {
  async_file=$p__dir/$p_jid
  [ "$p_mode" = cleanup ] || put_s results_file "$async_file"
  [ -e "$async_file" ] || fail "could not find job"
  if [ "$p_mode" = cleanup ]; then
    must "cannot remove $async_file" rm -f -- "$async_file"
    put_s erased "$async_file"
  fi
}

report() {
  [ "$p_mode" = cleanup ] || stream_put cat -- "$async_file"
}
