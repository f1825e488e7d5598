# Manages Docker containers.
#
# A container is made anew only when its definition differs from what the task asks for, by the rules
# of `comparisons`; options that are not given do not count.
#
# module community.docker.docker_container
# uses docker container_options container_compare container_run
# param name str required : The container.
# param state str default=started choices=absent,present,healthy,stopped,started : What is wanted.
# param image str : The image, maybe with a tag.
# param command json : The command: a text that is taken apart, or a list.
# param command_handling str default=correct choices=compatibility,correct : Accepted; it is always `correct`.
# param entrypoint list elements=str : The entry point.
# param env dict : Environment variables.
# param env_file path : A file with more of them.
# param labels dict : Labels.
# param volumes list elements=str : Volumes and bind mounts, as `source:target:mode`.
# param mounts list elements=json : Mounts, as dicts.
# param volume_driver str : The driver of volumes.
# param volumes_from list elements=str : Containers to take volumes from.
# param published_ports list elements=str aliases=ports : Ports to publish.
# param exposed_ports list elements=str aliases=exposed,expose : Ports to expose.
# param publish_all_ports bool : Publish all exposed ports.
# param default_host_ip str : The address for published ports that name none.
# param networks list elements=json : Networks, as dicts.
# param networks_cli_compatible bool default=true : Accepted; the networks are as `docker` makes them.
# param network_mode str : The mode of the network.
# param links list elements=str : Links to other containers.
# param hostname str : The host name.
# param domainname str : The domain name.
# param mac_address str : The MAC address.
# param dns_servers list elements=str : Name servers.
# param dns_opts list elements=str : Options of the resolver.
# param dns_search_domains list elements=str : Search domains.
# param etc_hosts dict : Lines for /etc/hosts.
# param user str : The user, maybe with a group.
# param groups list elements=str : Further groups.
# param working_dir str : The working folder.
# param privileged bool : All privileges.
# param capabilities list elements=str : Capabilities to add.
# param cap_drop list elements=str : Capabilities to drop.
# param security_opts list elements=str : Security options.
# param devices list elements=str : Devices, as `host:container:permissions`.
# param device_read_bps list elements=json : Limits of devices.
# param device_write_bps list elements=json : Limits of devices.
# param device_read_iops list elements=json : Limits of devices.
# param device_write_iops list elements=json : Limits of devices.
# param device_requests list elements=json : Requests of devices, such as GPUs.
# param device_cgroup_rules list elements=str : Rules of devices.
# param log_driver str : The driver of the log.
# param log_options dict aliases=log_opt : Its options.
# param memory str : The limit of memory.
# param memory_reservation str : The soft limit of memory.
# param memory_swap str : The limit of memory and swap.
# param memory_swappiness int : How readily memory is swapped.
# param kernel_memory str : The limit of kernel memory.
# param shm_size str : The size of /dev/shm.
# param cpus float : How many processors.
# param cpu_period int : The period of the scheduler.
# param cpu_quota int : The quota of the scheduler.
# param cpu_shares int : The weight of the processor.
# param cpuset_cpus str : Processors that may be used.
# param cpuset_mems str : Memory nodes that may be used.
# param blkio_weight int : The weight of block devices.
# param pids_limit int : How many processes.
# param oom_killer bool : Whether the out-of-memory killer is off.
# param oom_score_adj int : The score for that killer.
# param ulimits list elements=str : Limits, as `name:soft:hard`.
# param sysctls dict : Kernel parameters.
# param tmpfs list elements=str : File systems in memory, as `path:options`.
# param read_only bool : A root file system that cannot be written.
# param storage_opts dict : Options of the storage driver.
# param ipc_mode str : The IPC namespace.
# param pid_mode str : The PID namespace.
# param userns_mode str : The user namespace.
# param uts str : The UTS namespace.
# param cgroupns_mode str choices=host,private : The cgroup namespace.
# param cgroup_parent str : The parent of the control group.
# param runtime str : The runtime.
# param platform str : The platform.
# param init bool : A small init as process 1.
# param interactive bool : Keep standard input open.
# param tty bool : A terminal.
# param detach bool : Do not wait for the end.
# param auto_remove bool : Let Docker remove it at its end.
# param healthcheck dict : How to tell whether it is healthy.
# param healthy_wait_timeout float default=300 : How long to wait for `healthy`, in seconds.
# param restart_policy str choices=no,on-failure,always,unless-stopped : When Docker restarts it.
# param restart_retries int : How often.
# param stop_signal str : The signal that stops it.
# param stop_timeout int : How long a stop may take, in seconds.
# param kill_signal str : The signal of `force_kill`.
# param force_kill bool default=false aliases=forcekill : Kill it in place of stopping it.
# param cleanup bool default=false : Remove it after it ended; without `detach`.
# param output_logs bool default=false : Accepted; the output is in the result.
# param comparisons dict : How options are compared: strict, ignore or allow_more_present.
# param container_default_behavior str default=no_defaults choices=compatibility,no_defaults : Accepted; there are no defaults.
# param image_comparison str default=desired-image choices=desired-image,current-image : The image whose own settings count.
# param image_label_mismatch str default=ignore choices=ignore,fail : Accepted; labels of the image are ignored.
# param image_name_mismatch str default=recreate choices=recreate,ignore : Whether another name of the image counts.
# param keep_volumes bool default=true : Leave its anonymous volumes.
# param paused bool : Whether it shall be paused.
# param pull json : When to pull the image: never, missing, always.
# param pull_check_mode_behavior str default=image_not_present choices=image_not_present,always : What check mode says about it.
# param recreate bool default=false : Make it anew in any case.
# param restart bool default=false : Restart it when it runs.
# param removal_wait_timeout float : Accepted; a removal is waited for.
# rule required_if state=present image
# rule required_by log_options log_driver
# returns container dict : What `docker container inspect` says.
# returns status int : The exit status, without `detach`.
# supports check_mode

query() {
  container_json='' container_step='' container_update='' container_runs=''
  container_connect='' container_disconnect='' container_pull=false
  docker_ready || return 0
  if [ "$p_state" = absent ]; then
    container_inspect && differ exists true false
    return 0
  fi
  container_options
  container_inspect || :
  [ -z "${docker_gone-}" ] || return 0
  [ -z "$p_image" ] || container_image
  container_decide
}

apply() {
  if [ "$p_state" = absent ]; then container_remove; container_json=''; return; fi
  ! $container_pull || container_pull
  case $container_step in
    create) container_create ;;
    recreate) container_remove; container_create ;;
    *)
      [ -z "$container_update" ] || eval "docker_must 'Error updating container' container update $container_update \"\$p_name\""
      container_update_networks ;;
  esac
  for container_one in $container_runs; do "container_$container_one"; done
  [ "$p_state" != healthy ] || container_wait_healthy
  container_inspect || :
}

report() {
  if [ -n "$container_json" ]; then
    put_j container "$container_json"
  else
    put_map container
    put_close
  fi
}
