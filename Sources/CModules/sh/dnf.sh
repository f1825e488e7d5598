# Manages packages with dnf, or with yum on hosts that have only that.
#
# module ansible.builtin.dnf
# alias ansible.builtin.yum ansible.builtin.dnf5
# uses dnf
# param name list elements=str default= aliases=pkg : Packages, groups (`@x`), files or URLs; also with versions.
# param state str choices=absent,present,installed,removed,latest : What is wanted; `present` unless autoremove.
# param list str : Only list: installed, available, updates, repos or a package.
# param enablerepo list elements=str default= : Repositories to enable.
# param disablerepo list elements=str default= : Repositories to disable.
# param conf_file str : The configuration file.
# param disable_gpg_check bool default=false : Do not check signatures.
# param installroot str default=/ : The root of what is installed.
# param releasever str : The release to take packages from.
# param autoremove bool default=false : Remove packages that nothing needs any more.
# param exclude list elements=str default= : Packages to leave out.
# param skip_broken bool default=false : Skip packages that cannot be installed.
# param update_cache bool default=false aliases=expire-cache : Fetch the lists anew.
# param update_only bool default=false : Only update what is installed.
# param security bool default=false : Only security updates, with state=latest.
# param bugfix bool default=false : Only updates that fix errors, with state=latest.
# param enable_plugin list elements=str default= : Plugins to enable.
# param disable_plugin list elements=str default= : Plugins to disable.
# param disable_excludes str : Excludes of the configuration to leave aside.
# param validate_certs bool default=true : Check certificates of URLs.
# param sslverify bool default=true : Check certificates of repositories.
# param allow_downgrade bool default=false : Allow older versions.
# param install_repoquery bool default=true : Accepted for old playbooks.
# param download_only bool default=false : Only download.
# param download_dir str : The folder for that.
# param lock_timeout int default=30 : How long to wait for another dnf, in seconds.
# param install_weak_deps bool default=true : Whether weak dependencies come along.
# param allowerasing bool default=false : Allow to remove packages that stand in the way.
# param nobest bool : Do not insist on the best version.
# param best bool : Insist on the best version.
# param cacheonly bool default=false : Use the lists as they are.
# param use_backend str default=auto choices=auto,yum,yum4,dnf,dnf4,dnf5 aliases=use : Which program.
# rule mutually_exclusive name list
# rule mutually_exclusive best nobest
# rule required_one_of name list update_cache autoremove
# returns results list : What was done, one text each.
# returns rc int : The program's exit status.
# supports check_mode

query() { dnf_query; }
apply() { dnf_apply; }
foresee() { dnf_announce; }
report() { dnf_report; }
