import Core

extension Keyword {
  /// One line about the keyword, for `bosun doc`.
  package var summary: String { Self.summaries[rawValue] ?? "" }

  private static let summaries = SummaryTable.read(text)

  private static let text = """
    action : The module of the task, with its arguments as text or as a map
    always : Tasks that run after a block in any case
    any_errors_fatal : A failure on one host ends the play on all
    args : Arguments of the module, as a map
    async : Run in the background, for at most so many seconds
    become : Become another user on the host
    become_exe : The program to become another user with
    become_flags : Flags of that program
    become_method : How to become another user
    become_user : The user to become
    block : Tasks that share keywords, and the handling of failures
    changed_when : Conditions that decide whether the task has changed something
    check_mode : Whether only to tell what would change, whatever the command line says
    collections : Where to look for names without a collection
    connection : The kind of connection
    debugger : When to stop for the debugger
    delay : Seconds between two tries of until
    delegate_facts : Facts belong to the host that the task is delegated to
    delegate_to : Run on this host in place of the play's
    diff : Whether to show the differences of what changes
    environment : Variables of the environment, for commands at the far end
    fact_path : The folder of the host's own facts
    failed_when : Conditions that decide whether the task has failed
    force_handlers : Run notified handlers although a host has failed
    gather_facts : Whether to gather facts at the beginning
    gather_subset : Which facts to gather
    gather_timeout : Seconds after which a single fact is given up
    handlers : Tasks that run when they have been notified
    hosts : The hosts of the play: names, groups and patterns
    ignore_errors : Go on after a failure
    ignore_unreachable : Go on although the host cannot be reached
    import_playbook : The plays of another file, in place of this entry
    listen : Topics that notify the handler besides its name
    local_action : As action, on the controller
    loop : The list whose elements the task runs for
    loop_control : Names of the loop's variables, label, pause and the like
    max_fail_percentage : The play ends when more than so many hosts of a batch have failed
    module_defaults : Arguments that modules get where a task does not say
    name : What is shown, and what notify means
    no_log : Show no arguments and results of the task
    notify : Handlers to run if the task changes something
    order : The order of the hosts
    poll : Seconds between two looks at a background task; 0 does not wait
    port : The port of the connection
    post_tasks : Tasks after the others
    pre_tasks : Tasks before the roles
    register : The variable that keeps the result
    remote_user : The user to connect as
    rescue : Tasks that run after a failure in the block
    retries : How many further tries until allows
    role : The role that the entry names
    roles : Roles that run between pre_tasks and tasks
    run_ahead : Whether tasks may be sent before the results of those before them are known
    run_once : Run on the first host only, for all of them
    serial : How many hosts go through the play together
    strategy : How hosts go through the tasks
    tags : Words by which tasks are chosen on the command line
    tasks : The tasks of the play
    throttle : On at most so many hosts at once
    timeout : Seconds after which the task is ended and has failed
    until : Conditions that end further tries
    user : As remote_user
    vars : Variables
    vars_files : Files with variables
    vars_prompt : Variables that a person is asked for
    when : Conditions under which it runs
    """
}
