/// One line about each test, for `bosun doc`; its arguments are in its own table. A name without a
/// collection is ansible-core's or Jinja2's.
enum TestSummaries {
  static let text = """
    != : It does not equal this value
    < : It is less than this value
    <= : It is less than this value, or equal
    == : It equals this value
    > : It is greater than this value
    >= : It is greater than this value, or equal
    abs : The path begins at the root
    all : All elements are true
    any : One of the elements is true
    boolean : It is true or false
    callable : It can be called
    change : The task changed something
    changed : The task changed something
    contains : The list contains this value
    defined : The variable is defined
    directory : The path is a folder on the controller
    divisibleby : The number can be divided by this one
    eq : It equals this value
    equalto : It equals this value
    escaped : It is text marked as safe; nothing is here
    even : The number is even
    exists : The path exists on the controller
    failed : The task failed
    failure : The task failed
    false : It is false
    falsy : It counts as false
    file : The path is a file on the controller
    filter : There is a filter of this name
    finished : The background task has finished
    float : It is a number with a fraction
    ge : It is greater than this value, or equal
    greaterthan : It is greater than this value
    gt : It is greater than this value
    in : It is one of these
    integer : It is a whole number
    is_abs : The path begins at the root
    is_dir : The path is a folder on the controller
    is_file : The path is a file on the controller
    is_link : The path is a link on the controller
    is_mount : The path is a mount point on the controller
    is_same_file : Both paths are the same file on the controller
    isnan : It is no number (NaN)
    issubset : All its elements are in this list
    issuperset : All elements of this list are in it
    iterable : One can go through it
    le : It is less than this value, or equal
    lessthan : It is less than this value
    link : The path is a link on the controller
    link_exists : The path exists on the controller, be it a broken link
    lower : All letters are lower case
    lt : It is less than this value
    mapping : It is a dict
    match : A regular expression matches at the beginning
    mount : The path is a mount point on the controller
    nan : It is no number (NaN)
    ne : It does not equal this value
    none : It is none
    number : It is a number
    odd : The number is odd
    reachable : The host could be reached
    regex : A regular expression matches
    same_file : Both paths are the same file on the controller
    sameas : It is this very value
    search : A regular expression matches somewhere
    sequence : It has elements in order
    skip : The task was skipped
    skipped : The task was skipped
    started : The background task has started
    string : It is text
    subset : All its elements are in this list
    succeeded : The task did not fail
    success : The task did not fail
    successful : The task did not fail
    superset : All elements of this list are in it
    test : There is a test of this name
    timedout : The task ran out of time
    true : It is true
    truthy : It counts as true
    undefined : The variable is not defined
    unreachable : The host could not be reached
    upper : All letters are upper case
    uri : It is a URI
    url : It is a URL
    urn : It is a URN
    vault_encrypted : It is encrypted by Ansible Vault
    vaulted_file : The file is encrypted by Ansible Vault
    version : It compares so with this version
    version_compare : It compares so with this version
    ansible.utils.in_any_network : The address or network lies in one of these networks
    ansible.utils.in_network : The address or network lies in this network
    ansible.utils.in_one_network : The address or network lies in exactly one of these networks
    ansible.utils.ip : It is an address or a network
    ansible.utils.ip_address : It is an address
    ansible.utils.ipv4 : It is an IPv4 address or network
    ansible.utils.ipv4_address : It is an IPv4 address
    ansible.utils.ipv4_hostmask : It is a host mask of IPv4
    ansible.utils.ipv4_netmask : It is a net mask of IPv4
    ansible.utils.ipv6 : It is an IPv6 address or network
    ansible.utils.ipv6_address : It is an IPv6 address
    ansible.utils.ipv6_ipv4_mapped : It is an IPv6 address that stands for one of IPv4
    ansible.utils.ipv6_sixtofour : It is an address of 6to4
    ansible.utils.ipv6_teredo : It is an address of Teredo
    ansible.utils.loopback : It is a loopback address
    ansible.utils.mac : It is a hardware address
    ansible.utils.multicast : It is a multicast address
    ansible.utils.private : It is a private address
    ansible.utils.public : It is a public address
    ansible.utils.reserved : It is a reserved address
    ansible.utils.resolvable : The name or address can be resolved
    ansible.utils.subnet_of : The network is a part of this network
    ansible.utils.supernet_of : The network holds this network
    ansible.utils.unspecified : It is the address that means none
    community.general.ansible_type : Its type, and that of its elements, is this
    community.general.fqdn_valid : It is a valid name of a host with its domain
    """
}
