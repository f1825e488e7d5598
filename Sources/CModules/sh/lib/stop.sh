# Ends what a shell works on. It is run by a second shell of the same user, as the first one is busy.
#
# part stop

# stop_list SHELL [GROUP START OLDEST KNOWN]: the processes that the call of a shell has started, as /proc tells:
# its descendants, and what these left behind: processes of its group that are younger than the call and
# whose parent is none of the group, as that of a daemon of an earlier call would be. Three words come first:
# the group, and the start and number of the oldest process, by which, with the numbers KNOWN so far, a
# second look finds those that are left once the shell works on something else or is gone. Zombies count as gone.
stop_list() {
  # shellcheck disable=SC2016 # a program of awk
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v shell="$1" -v group="${2-}" -v start="${3-}" -v oldest="${4-}" \
    -v known=" ${5-} " '
    {
      pid = $1
      rest = $0
      while (at = index(rest, ") ")) rest = substr(rest, at + 2)
      if (split(rest, field, " ") < 20 || field[1] == "Z") next
      parent[pid] = field[2]; groups[pid] = field[3]; born[pid] = field[20] + 0
    }
    END {
      looks_again = group != ""
      if (!looks_again) group = groups[shell]
      below[shell] = 1
      do {
        more = 0
        for (pid in parent) if (!(pid in below) && parent[pid] in below) more = below[pid] = 1
      } while (more)
      delete below[shell]
      for (pid in parent) {
        if (looks_again) {
          if (index(known, " " pid " ")) call[pid] = 1
        } else if (pid in below) {
          call[pid] = 1
          if (start == "" || born[pid] < start || born[pid] == start && pid + 0 < oldest) {
            start = born[pid]; oldest = pid + 0
          }
        }
      }
      if (start == "") exit
      start += 0; oldest += 0
      do {
        more = 0
        for (pid in parent) {
          if (pid in call || pid == shell) continue
          if (parent[pid] in call) more = call[pid] = 1
          if (pid in below || groups[pid] != group || groups[parent[pid]] == group) continue
          if (born[pid] > start || born[pid] == start && pid + 0 > oldest) more = call[pid] = 1
        }
      } while (more)
      printf "%s %d %d", group, start, oldest
      for (pid in call) printf " %s", pid
    }'
}

# stop_call SHELL ENDS: ends the call of a shell: TERM, and half a second later KILL, until nothing is left, as
# a shell whose command is killed before itself begins the next one. ENDS is true where the shell has to end as
# well; it heeds the signal once its call is gone, so that no further one begins, and removes its private folder.
stop_call() {
  stop_shell=$1 stop_ends=$2
  # shellcheck disable=SC2046 # numbers
  set -- $(stop_list "$stop_shell")
  if $stop_ends; then kill -TERM "$stop_shell" 2>/dev/null; fi
  if [ $# -gt 3 ]; then
    stop_group=$1 stop_start=$2 stop_oldest=$3
    shift 3
    stop_known="$*"
    kill -TERM "$@" 2>/dev/null
    for _ in 1 2 3 4 5; do
      stop_wait
      stop_lives "$@" || break
    done
    for _ in 1 2 3 4 5; do
      # shellcheck disable=SC2046 # numbers
      set -- $(stop_list "$stop_shell" "$stop_group" "$stop_start" "$stop_oldest" "$stop_known")
      [ $# -gt 3 ] || break
      shift 3
      kill -KILL "$@" 2>/dev/null
      stop_wait
    done
  fi
  ! $stop_ends || for _ in 1 2 3 4 5; do
    kill -0 "$stop_shell" 2>/dev/null || break
    stop_wait
  done
}

# stop_lives PROCESS…: whether one of them is still there.
stop_lives() {
  for stop_process do
    if kill -0 "$stop_process" 2>/dev/null; then return 0; fi
  done
  return 1
}

# Not every `sleep` takes fractions.
stop_wait() { sleep 0.1 2>/dev/null || sleep 1; }
