/// One line about each filter, for `bosun doc`; its arguments are in its own table. A name without a
/// collection is ansible-core's or Jinja2's.
enum FilterSummaries {
  static let text = """
    abs : The absolute value of a number
    attr : An attribute of an object, never an item
    b64decode : Decode Base64
    b64encode : Encode as Base64
    basename : The last part of a path
    batch : Parts of a list, each with so many elements, the last one filled up
    bool : True for yes, on, 1 and true; false else
    capitalize : The first letter upper case, the others lower case
    center : Blanks around a text, up to a width
    checksum : The SHA-1 of a text
    combinations : All choices of so many elements of a list
    combine : Merge dicts, later ones over earlier ones
    comment : A text as a comment, in the style of a language
    commonpath : The longest path that all paths of a list begin with
    count : How many elements or characters there are
    d : A value in place of an undefined one
    default : A value in place of an undefined one
    dict2items : A list of {key, value} from a dict
    dictsort : Pairs of a dict, sorted by key or value
    difference : The elements of a list that another one lacks
    dirname : A path without its last part
    e : Escape the characters that HTML gives a meaning
    escape : Escape the characters that HTML gives a meaning
    expanduser : A path with ~ replaced by the home folder
    expandvars : A text with $NAME replaced by variables of the environment
    extract : The element of a container at this key, and further keys below it
    fileglob : The files on the controller that match a pattern
    filesizeformat : A number of bytes as people read it: 13 kB
    first : The first element
    flatten : A list without the lists in it
    float : A number with a fraction; the default where it is none
    forceescape : Escape for HTML in any case
    format : Fill in a printf-like text
    from_json : Read JSON
    from_yaml : Read YAML
    from_yaml_all : Read YAML with several documents
    groupby : Elements grouped by an attribute
    hash : The digest of a text
    human_readable : A number of bytes as people read it: 10.00 KB
    human_to_bytes : The number of bytes that a text such as 10K means
    indent : Blanks in front of the lines of a text
    int : A whole number; the default where it is none
    intersect : The elements that two lists share
    items : Pairs of key and value of a dict
    items2dict : A dict from a list of {key, value}
    join : The elements as one text, with something between them
    json_query : Ask data by JMESPath
    last : The last element
    length : How many elements or characters there are
    list : A list of the elements or characters
    log : The logarithm of a number
    lower : All letters lower case
    mandatory : Fail if the value is undefined
    map : A filter applied to each element, or an attribute of each
    max : The greatest element
    md5 : The MD5 of a text
    min : The least element
    normpath : A path without . and .. and doubled slashes
    password_hash : The hash of a password, as /etc/shadow has it
    path_join : One path from its parts
    permutations : All orders of a list's elements, or of so many of them
    pow : A power of a number
    pprint : A value as Python's pretty printer shows it
    product : All pairs of elements of two lists, or more
    quote : A text as one word of a shell
    random : An element at random, or a random number below this one
    random_mac : A hardware address at random that begins with this prefix
    realpath : A path without links
    regex_escape : A text as a regular expression that matches just it
    regex_findall : All matches of a regular expression
    regex_replace : A text with the matches of a regular expression replaced
    regex_search : The first match of a regular expression, or groups of it
    reject : The elements for which a test fails
    rejectattr : The elements for whose attribute a test fails
    rekey_on_member : A dict of dicts by one of their members
    relpath : A path as seen from another one
    replace : A text with a part of it replaced
    reverse : The elements or characters from behind
    root : A root of a number, the square root by default
    round : A number rounded
    safe : The text as it is
    select : The elements for which a test holds
    selectattr : The elements for whose attribute a test holds
    sha1 : The SHA-1 of a text
    shuffle : The elements in an order at random
    slice : A list cut into so many lists
    sort : The elements in order
    split : The parts of a text
    splitext : A path cut into root and extension
    strftime : A point in time, written by a format
    string : The value as text
    striptags : A text without tags of HTML
    subelements : Each element with each of the elements of a list in it
    sum : The sum of the elements
    symmetric_difference : The elements that only one of two lists has
    ternary : One value for true, another for false
    title : The first letter of each word upper case
    to_datetime : Read a point in time by a format
    to_json : Write JSON
    to_nice_json : Write JSON with line ends and indentation
    to_nice_yaml : Write YAML with indentation
    to_uuid : The UUID that belongs to a text
    to_yaml : Write YAML
    tojson : Write JSON that is safe inside HTML
    trim : A text without blanks around it, or without these characters
    truncate : A text cut off at a length
    type_debug : The name of Python's type of the value
    undef : Undefined, with a message
    union : The elements of two lists, each once
    unique : The elements, each once
    unvault : Decrypt a text of Ansible Vault
    upper : All letters upper case
    urldecode : Undo the encoding of a URL
    urlencode : Encode for a URL
    urlize : Links around what looks like a URL
    urlsplit : The parts of a URL
    vault : Encrypt a text as Ansible Vault does
    win_basename : The last part of a path of Windows
    win_dirname : A path of Windows without its last part
    win_splitdrive : A path of Windows cut into drive and rest
    wordcount : How many words there are
    wordwrap : A text broken into lines of a width
    xmlattr : A dict as attributes of XML
    zip : Lists side by side, as long as the shortest
    zip_longest : Lists side by side, as long as the longest
    ansible.utils.cidr_merge : Networks and addresses merged into as few networks as hold them
    ansible.utils.consolidate : Lists of dicts from several sources merged by a key
    ansible.utils.get_path : The value at a path inside data
    ansible.utils.hwaddr : Whether a text is a hardware address, or one written in another form
    ansible.utils.index_of : The positions at which a test holds in a list
    ansible.utils.ip4_hex : An IPv4 address as hexadecimal digits
    ansible.utils.ipaddr : Ask about addresses and networks, or pick those of a kind
    ansible.utils.ipcut : The first or last groups of an IPv6 address
    ansible.utils.ipmath : An address so many further on
    ansible.utils.ipsubnet : Subnets of a network
    ansible.utils.ipv4 : As ipaddr, for IPv4 only
    ansible.utils.ipv6 : As ipaddr, for IPv6 only
    ansible.utils.ipv6form : An IPv6 address expanded or compressed
    ansible.utils.ipwrap : IPv6 addresses in brackets
    ansible.utils.keep_keys : Data with those keys only
    ansible.utils.macaddr : Whether a text is a hardware address, or one written in another form
    ansible.utils.network_in_network : Whether an address or network lies in a network
    ansible.utils.network_in_usable : Whether an address is one for hosts of a network
    ansible.utils.next_nth_usable : The address for hosts so many further on
    ansible.utils.nthhost : The host at a position in a network
    ansible.utils.previous_nth_usable : The address for hosts so many before
    ansible.utils.reduce_on_network : Those addresses that lie in a network
    ansible.utils.remove_keys : Data without those keys
    ansible.utils.replace_keys : Data with keys renamed
    ansible.utils.slaac : The address that a host gives itself in an IPv6 network
    ansible.utils.to_paths : Data as a flat dict of paths and values
    ansible.utils.usable_range : The addresses for hosts of a network
    community.crypto.parse_serial : The number that a serial number with colons means
    community.crypto.split_pem : The parts of a PEM file
    community.crypto.to_serial : A number as a serial number with colons
    community.general.accumulate : The sums of the elements so far
    community.general.counter : How often each element occurs
    community.general.crc32 : The CRC-32 of a text
    community.general.dict : A dict from a list of pairs
    community.general.dict_kv : A dict with one key and this value
    community.general.from_csv : Read CSV as a list of dicts
    community.general.from_ini : Read INI as a dict of dicts
    community.general.groupby_as_dict : A dict of dicts by one of their attributes
    community.general.json_diff : The JSON patch from one value to another
    community.general.json_patch : Apply one operation of a JSON patch
    community.general.json_patch_recipe : Apply a JSON patch
    community.general.json_query : Ask data by JMESPath
    community.general.keep_keys : A list of dicts with those keys only
    community.general.lists_difference : The elements of the first list that the others lack
    community.general.lists_intersect : The elements that all lists share
    community.general.lists_mergeby : Lists of dicts merged by a key
    community.general.lists_symmetric_difference : The elements that only one of the lists has
    community.general.lists_union : The elements of all lists, each once
    community.general.random_mac : A hardware address at random that begins with this prefix
    community.general.remove_keys : A list of dicts without those keys
    community.general.replace_keys : A list of dicts with keys renamed
    community.general.reveal_ansible_type : The name of the type of the value, and of its elements
    community.general.to_days : A duration in days
    community.general.to_hours : A duration in hours
    community.general.to_ini : Write a dict of dicts as INI
    community.general.to_milliseconds : A duration in milliseconds
    community.general.to_minutes : A duration in minutes
    community.general.to_months : A duration in months
    community.general.to_seconds : A duration in seconds
    community.general.to_time_unit : A duration in this unit
    community.general.to_weeks : A duration in weeks
    community.general.to_years : A duration in years
    community.general.unicode_normalize : A text in a normal form of Unicode
    community.general.version_sort : A list of versions in order
    """
}
