# Runs a call as a job, which goes on when the task has ended, the connection is lost and the shell is gone.
#
# part async
#
# The frame says $async_dir, the name of the job, its token and its limit in seconds, and $async_note, a line of
# JSON that the controller wants to see again. The job's file is $async_dir/NAME.PID, as Ansible has it. While
# the job runs it holds JSON, which Ansible's own `async_status` would understand; when it has ended:
#
#     job TOKEN SECONDS NANOSECONDS    when it began
#     the note
#     the reply of the call, with the job's token, as ReplyReader describes it
#     SECONDS NANOSECONDS              when it ended
#     what was written to standard error, to the end
#
# Each is written beside its place and renamed.

# async_main: in place of `_main`.
async_main() {
  trap flush EXIT
  set -u
  async_id=$async_name.$$
  async_job=$async_dir/$async_id
  async_problem=$(umask 077 && mkdir -p -- "$async_dir" 2>&1) ||
    fail "could not create directory: $async_dir - $async_problem"
  async_problem=$(async_begin 2>&1) || fail "cannot write to $async_job: $async_problem"
  (async_run) </dev/null >/dev/null 2>&1 3>&- &
  put_s ansible_job_id "$async_id"
  put_s results_file "$async_job"
  put_j started 1
  put_j finished 0
  put_j changed true
  _leave 64
}

async_begin() {
  umask 077
  printf '{"started": 1, "finished": 0, "ansible_job_id": "%s"}' "$async_id" >"$async_job.tmp" &&
    mv -f -- "$async_job.tmp" "$async_job"
}

# async_run: the process that stays. It begins the call, watches its time, and closes the file.
async_run() {
  trap '' HUP
  # shellcheck disable=SC2016 # for the other shell: its parent is this process
  async_self=$(exec sh -c 'echo $PPID')
  _tmp=${TMPDIR:-/tmp}/bosun-$async_self-$async_name
  umask 077
  exec 3>"$async_job.tmp" 2>"$async_job.err"
  umask "$_umask"
  async_began=$(date '+%s %N')
  async_head
  (_main) &
  async_child=$!
  (async_watch 3>&- 2>/dev/null) &
  async_watcher=$!
  async_status=0 async_watched=0
  wait "$async_child" || async_status=$?
  kill "$async_watcher" 2>/dev/null
  wait "$async_watcher" || async_watched=$?
  [ "$async_watched" -ne 7 ] || async_over
  # Whoever has sent its end has ended with one of these.
  case $async_status in 63 | 64 | 65 | 67) ;; *) printf 'E %s 1 %s\n' "$_token" "$async_status" >&3 ;; esac
  date '+%s %N' >&3
  cat "$async_job.err" >&3
  exec 3>&-
  mv -f -- "$async_job.tmp" "$async_job"
  rm -rf -- "$async_job.err" "$_tmp"
}

# async_head: the beginning of the file and of the reply.
async_head() {
  printf 'job %s %s\n%s\n' "$async_token" "$async_began" "$async_note" >&3
  _token=$async_token _id=1 _reply="B $async_token 1$_nl"
}

# async_watch: ends the call when its time is over, with status 7; ends itself when it is told to.
async_watch() {
  async_sleep=
  trap 'kill "$async_sleep"; exit 0' TERM
  sleep "$async_limit" &
  async_sleep=$!
  wait "$async_sleep"
  trap '' TERM
  # shellcheck disable=SC2046 # numbers
  kill -KILL "$async_child" $(async_below "$async_child")
  exit 7
}

# async_below PROCESS: the processes that it has started, and those that they have.
async_below() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v top="$1" '
    {
      pid = $1
      rest = $0
      while (at = index(rest, ") ")) rest = substr(rest, at + 2)
      split(rest, field, " ")
      parent[pid] = field[2]
    }
    END {
      below[top] = 1
      do {
        more = 0
        for (pid in parent) if (!(pid in below) && parent[pid] in below) more = below[pid] = 1
      } while (more)
      delete below[top]
      for (pid in below) printf " %s", pid
    }'
}

# async_over: the file of a job whose time was over, in the place of what it has written so far. Who asks at
# this moment is told that the job has not ended in time, as by Ansible, which waits for a second too.
async_over() {
  sleep 1
  exec 3>"$async_job.tmp"
  async_head
  put_j failed true
  put_s msg 'Timeout exceeded'
  put_j child_pid "$async_child"
  _reply="${_reply}E $_token 1 65$_nl"
  flush
  async_status=65
}
