# Manages packages with apt.
#
# module ansible.builtin.apt
# uses apt
# param name list elements=str aliases=package,pkg : Packages; `name=1.0*` and `name>=1.0` ask for a version.
# param state str default=present choices=absent,build-dep,latest,present,fixed : What is wanted.
# param update_cache bool aliases=update-cache : Update the lists of packages first.
# param update_cache_retries int default=5 : How often to try that.
# param update_cache_retry_max_delay int default=12 : The longest pause between two tries, in seconds.
# param cache_valid_time int default=0 : Lists younger than this many seconds are not updated.
# param purge bool default=false : Remove configuration files too.
# param default_release str aliases=default-release : The release to take packages from.
# param install_recommends bool aliases=install-recommends : Whether recommended packages come along.
# param force bool default=false : Allow downgrades and what is not authenticated.
# param clean bool default=false : Remove all package files that were downloaded.
# param allow_unauthenticated bool default=false aliases=allow-unauthenticated : Install what is not signed.
# param allow_downgrade bool default=false aliases=allow-downgrade,allow_downgrades,allow-downgrades : Install older versions.
# param allow_change_held_packages bool default=false : Change packages that are on hold.
# param upgrade str default=no choices=dist,full,no,safe,yes : Upgrade all packages.
# param dpkg_options str default=force-confdef,force-confold : Options for dpkg, without their dashes.
# param deb path : A package file, or the URL of one.
# param autoremove bool default=false : Remove packages that nothing needs any more.
# param autoclean bool default=false : Remove package files that can no longer be downloaded.
# param policy_rc_d int : The exit status that policy-rc.d shall have meanwhile.
# param only_upgrade bool default=false : Only upgrade what is installed.
# param fail_on_autoremove bool default=false : Fail where packages would be removed.
# param force_apt_get bool default=false : Accepted; apt-get is used in any case.
# param lock_timeout int default=60 : How long to wait for another apt, in seconds.
# rule mutually_exclusive deb package upgrade
# rule required_one_of autoremove deb name update_cache upgrade
# returns cache_updated bool : Whether the lists were updated.
# returns cache_update_time int : When they were updated last.
# returns stdout str : What apt-get printed.
# returns stderr str : What apt-get printed as errors.
# supports check_mode

query() { apt_query; }
apply() { apt_apply; }
foresee() { apt_announce; }
report() { apt_report; }
