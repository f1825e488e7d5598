# Packages with dnf or yum, and rpm. The parameters are those of the module dnf.
#
# part dnf
# uses facts quote dnf_list foresight

# dnf_query: one rpm answers for all packages; where it finds nothing missing, nothing else starts.
# In check mode the program is asked and told no.
dnf_query() {
  dnf_task='' dnf_words='' out='' err='' rc=0 dnf_message=''
  dnf_program
  dnf_flags
  [ -z "$p_list" ] || return 0
  if $p_update_cache; then dnf_cache; fi
  case $p_state in
    installed) p_state=present ;;
    removed) p_state=absent ;;
    '') if [ -z "$p_name" ] && $p_autoremove; then p_state=absent; else p_state=present; fi ;;
  esac
  if [ -z "$p_name" ]; then
    [ "$p_autoremove" = false ] || dnf_task=autoremove
  else
    eval "dnf_plan $p_name"
  fi
  [ -n "$dnf_task" ] || { [ -n "$dnf_message" ] || dnf_message='Nothing to do'; return 0; }
  if $_check; then dnf_change --assumeno; else change; fi
}

dnf_program() {
  case $p_use_backend in
    yum) set -- yum dnf ;;
    dnf5) set -- dnf5 dnf ;;
    *) set -- dnf yum microdnf ;;
  esac
  for dnf; do have "$dnf" && return; done
  fail "Could not find dnf or yum on the host; this module needs one of them"
}

# dnf_option OPTION VALUES: one option for each of the values, which are quoted words.
dnf_option() {
  dnf_name=$1
  eval "set -- $2"
  for dnf_value; do
    quote "$dnf_name=$dnf_value"
    dnf_options="$dnf_options $quoted"
  done
}

# dnf_flags: sets $dnf_options to what the parameters ask for, as quoted words.
dnf_flags() {
  dnf_options=''
  dnf_option --disablerepo "$p_disablerepo"
  dnf_option --enablerepo "$p_enablerepo"
  dnf_option --exclude "$p_exclude"
  dnf_option --enableplugin "$p_enable_plugin"
  dnf_option --disableplugin "$p_disable_plugin"
  for dnf_name in conf_file:config disable_excludes:disableexcludes releasever:releasever download_dir:downloaddir; do
    eval "dnf_value=\$p_${dnf_name%:*}"
    [ -z "$dnf_value" ] || { quote "$dnf_value"; dnf_option "--${dnf_name#*:}" "$quoted"; }
  done
  [ "$p_installroot" = / ] || { quote "$p_installroot"; dnf_option --installroot "$quoted"; }
  ! $p_disable_gpg_check || dnf_options="$dnf_options --nogpgcheck"
  ! $p_skip_broken || dnf_options="$dnf_options --skip-broken"
  ! $p_allowerasing || dnf_options="$dnf_options --allowerasing"
  ! $p_download_only || dnf_options="$dnf_options --downloadonly"
  ! $p_cacheonly || dnf_options="$dnf_options --cacheonly"
  $p_install_weak_deps || dnf_options="$dnf_options --setopt=install_weak_deps=False"
  # Ansible leaves what a removed package needed, unless autoremove is asked for; dnf would take it along.
  if [ "$p_autoremove" = true ]; then dnf_clean=1; else dnf_clean=0; fi
  dnf_options="$dnf_options --setopt=clean_requirements_on_remove=$dnf_clean"
  if ! $p_sslverify || ! $p_validate_certs; then dnf_options="$dnf_options --setopt=sslverify=0"; fi
  case $p_best:$p_nobest in
    true:* | :false) dnf_options="$dnf_options --best" ;;
    :true | false:*) dnf_options="$dnf_options --nobest" ;;
  esac
}

# dnf_cache: fetches the lists. That is no change for Ansible, and it must come before anything is
# looked at; check mode leaves it out.
dnf_cache() {
  dnf_message='Cache updated'
  ! $_check || return 0
  eval "capture \$dnf -q -y $dnf_options makecache"
  [ "$rc" -eq 0 ] || fail "Failed to update the cache: ${err:-$out}"
  out='' err=''
}

# dnf_rpm ARGUMENT…: busybox has an own `rpm`, which its shell prefers to the one on PATH; a name with
# a slash is the real one.
dnf_rpm() {
  dnf_path=$PATH:
  while [ -n "$dnf_path" ]; do
    if [ -x "${dnf_path%%:*}/rpm" ]; then "${dnf_path%%:*}/rpm" "$@"; return; fi
    dnf_path=${dnf_path#*:}
  done
  fail "Failed to find required executable \"rpm\" in paths: $PATH"
}

# dnf_missing NAME…: sets $dnf_absent to the names that rpm does not know as installed, each as a
# quoted word, and $dnf_there to the others. What another package provides counts as installed.
dnf_missing() {
  dnf_absent='' dnf_there='' dnf_answer=$(dnf_rpm --root "$p_installroot" -q --whatprovides --qf '' -- "$@" 2>&1) || :
  dnf_named=$(dnf_rpm --root "$p_installroot" -q --qf '' -- "$@" 2>&1) || :
  for dnf_item; do
    quote "$dnf_item"
    case $dnf_item in
      @* | *://* | *.rpm) dnf_absent="$dnf_absent $quoted"; continue ;;
    esac
    if foreseen "package $dnf_item"; then
      if [ "$foreseen" = absent ]; then dnf_absent="$dnf_absent $quoted"; fi
      continue
    fi
    case $_nl$dnf_named$_nl in
      *"${_nl}package $dnf_item is not installed$_nl"*) ;;
      *) dnf_there="$dnf_there $quoted"; continue ;;
    esac
    case $_nl$dnf_answer$_nl in
      *"${_nl}no package provides $dnf_item$_nl"* | *"${_nl}error: file $dnf_item: "*) dnf_absent="$dnf_absent $quoted" ;;
      *) dnf_there="$dnf_there $quoted" ;;
    esac
  done
}

# dnf_compared SPEC: `name >= 1.0`: sets $dnf_item to the name, or to nothing when what is installed
# satisfies it. rpm itself compares.
dnf_compared() {
  dnf_name=${1%%[ <>=]*}
  dnf_item=$1
  trim "${1#"$dnf_name"}"
  dnf_operator=${trimmed%%[!<>=]*}
  trim "${trimmed#"$dnf_operator"}"
  dnf_version=$(dnf_rpm -q --qf '%{VERSION}-%{RELEASE}' -- "$dnf_name") || return 0
  case $trimmed in *-*) ;; *) dnf_version=${dnf_version%-*} ;; esac
  dnf_order=$(dnf_rpm --eval "%{lua: print(rpm.vercmp('$dnf_version', '$trimmed'))}") || return 0
  case $dnf_operator:$dnf_order in
    '>=:'[01] | '<=:0' | '<=:-1' | '=:0' | '>:1' | '<:-1') dnf_item='' ;;
  esac
}

dnf_plan() {
  dnf_specs='' dnf_update=''
  for dnf_spec; do
    trim "$dnf_spec"
    case $trimmed in
      '*')
        case $p_state:$# in latest:1) ;; *) fail "the name * needs state=latest and no other name" ;; esac
        dnf_task=upgrade
        return ;;
      *[\<\>=]*) [ "$p_state" != absent ] || fail "a version cannot be compared with state=absent"
        dnf_compared "$trimmed"
        [ -n "$dnf_item" ] || continue
        quote "$dnf_item"
        dnf_words="$dnf_words $quoted"
        continue ;;
    esac
    quote "$trimmed"
    dnf_specs="$dnf_specs $quoted"
  done
  dnf_absent='' dnf_there=''
  [ -z "$dnf_specs" ] || eval "dnf_missing $dnf_specs"
  case $p_state in
    present) ! $p_update_only || dnf_absent=''; dnf_words="$dnf_words$dnf_absent" ;;
    latest)
      # dnf's `install` leaves alone what is installed, so there may be two things to do.
      dnf_update=$dnf_there
      $p_update_only || dnf_words="$dnf_words$dnf_absent" ;;
    absent) dnf_plan_absent; return ;;
  esac
  [ -z "$dnf_words" ] || dnf_task=install
  [ -z "$dnf_update" ] || dnf_task="$dnf_task upgrade"
}

# dnf_plan_absent: patterns and groups are left to the program, which knows what they match.
dnf_plan_absent() {
  eval "set -- $dnf_absent"
  dnf_words=$dnf_there
  for dnf_item; do
    case $dnf_item in @* | *[*?]*) quote "$dnf_item"; dnf_words="$dnf_words $quoted" ;; esac
  done
  [ -z "$dnf_words" ] || dnf_task=remove
}

# dnf_announce: what was asked for; what comes along is not told.
dnf_announce() {
  case $dnf_task in
    install*) dnf_value=installed ;;
    remove) dnf_value=absent ;;
    *) return 0 ;;
  esac
  eval "set -- $dnf_words"
  for dnf_item; do foresee_that "package $dnf_item" "$dnf_value"; done
}

# dnf_change -y|--assumeno: runs the program for each task, and says whether that changes anything.
dnf_change() {
  _changed=false dnf_output=''
  for dnf_one in $dnf_task; do
    set -- "$1"
    ! $p_security || set -- "$@" --security
    ! $p_bugfix || set -- "$@" --bugfix
    case $dnf_one in
      upgrade) eval "capture \$dnf \"\$@\" $dnf_options upgrade ${dnf_update-}" ;;
      *) eval "capture \$dnf \"\$@\" $dnf_options \$dnf_one $dnf_words" ;;
    esac
    dnf_result_of
    dnf_output=$dnf_output$out$_nl
  done
}

# dnf_result_of: tells from the words of the program, which knows one status for many ends.
dnf_result_of() {
  case $rc:$out$err in
    *'Unable to find a match'* | *'No package '*' available'* | *'No match for argument'*'Error: '* | *'Module or Group '*' is not available'*)
      dnf_unknown ;;
    *'Nothing to do'* | *'Nothing to remove'* | *'No packages marked for removal'* | *'No Packages marked for removal'*) ;;
    0:* | *'Operation aborted'* | *'Exiting on user command'* | *'Is this ok'*) dnf_summary ;;
    *)
      put_j rc "$rc"
      put_list results
      put_close
      put_s stderr "$err"
      put_s stdout "$out"
      fail "Failed to $dnf_one packages: ${err:-$out}" ;;
  esac
}

# dnf_summary: a group whose packages are all there is marked as installed anew, which changes none.
dnf_summary() {
  case $out in
    *'Transaction Summary'*[Pp]ackage*) change ;;
    *'Transaction Summary'*) ;;
    *) change ;;
  esac
}

dnf_unknown() {
  [ "$dnf_one" != remove ] || return 0
  dnf_text="$out$_nl$err"
  case $dnf_text in
    *'Unable to find a match: '*) dnf_text=${dnf_text#*Unable to find a match: } ;;
    *'Module or Group '*) dnf_text=@${dnf_text#*Module or Group \'}; dnf_text=${dnf_text%%\'*} ;;
    *'No package '*) dnf_text=${dnf_text#*No package }; dnf_text=${dnf_text%% available*} ;;
    *) dnf_text=${dnf_text#*No match for argument: } ;;
  esac
  dnf_text=${dnf_text%%"$_nl"*}
  put_j rc 1
  put_list failures
  put_s '' "No package $dnf_text available."
  put_close
  put_list results
  put_close
  fail "Failed to install some of the specified packages"
}

dnf_apply() { dnf_change -y; }
