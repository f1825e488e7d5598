import Core

/// What `bosun doc` says of a lookup: its line, and its options as it declares them.
package struct LookupDocumentation: Sendable {
  package struct Option: Sendable {
    package let name: String
    package let type: String
    package let fallback: Value
    package let choices: [String]
    package let aliases: [String]
    package let variable: String?
    package let environment: String?
    package let setting: (section: String, key: String)?
  }

  /// With its collection: `ansible.builtin.env`.
  package let name: String
  package let summary: String
  package let options: [Option]

  /// All lookups, by name.
  package static let all: [LookupDocumentation] = Lookups.all.map { name, lookup in
    LookupDocumentation(
      name: Lookups.qualified(name), summary: summaries[name] ?? "",
      options: lookup.options.map { option in
        Option(
          name: option.name, type: option.kind.word, fallback: option.fallback,
          choices: option.choices, aliases: option.aliases, variable: option.variable,
          environment: option.environment, setting: option.setting)
      })
  }.sorted { $0.name < $1.name }

  private static let summaries = SummaryTable.read(text)

  private static let text = """
    cartesian : All combinations of the elements of lists
    config : Settings of Ansible
    csvfile : A column of the row of a CSV file that has this key
    dependent : Nested loops, each over what depends on those around it
    dict : The pairs of a dict
    env : Variables of the controller's environment
    file : The content of files on the controller
    fileglob : The files on the controller that match patterns
    filetree : All files below folders on the controller, with their properties
    first_found : The first of these files that exists
    flattened : Lists as one list
    get_path : The value at a path inside data
    index_of : The positions at which a test holds in a list
    indexed_items : Each element with its number
    ini : The value of a key of an INI file
    inventory_hostnames : The hosts that a pattern means
    items : The elements of lists
    lines : The lines that commands on the controller print
    list : The terms as they are
    merge_variables : All variables whose names match, merged
    nested : All combinations of the elements of lists
    password : A password, made up and kept in a file at first use
    pipe : What commands on the controller print
    random_choice : One of the elements, at random
    random_string : A text made up of characters of chosen kinds
    sequence : Numbers from one to another, formatted
    subelements : Each element with each of the elements of a list in it
    template : Template files of the controller, rendered
    to_paths : Data as a flat dict of paths and values
    together : Lists side by side
    unvault : The content of files, decrypted by Ansible Vault
    url : What an HTTP server gives
    varnames : The names of variables that match regular expressions
    vars : The values of variables by their names
    """
}

extension LookupOption.Kind {
  /// Ansible's word for the type.
  fileprivate var word: String {
    switch self {
    case .any: "raw"
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .text: "str"
    case .list: "list"
    case .map: "dict"
    }
  }
}
