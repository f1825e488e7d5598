import Core

/// What a module is and takes, read from the header of its script.
package final class ModuleSpec: Sendable {
  /// One parameter.
  ///
  /// All of it is set by `init`, which is why it may be `Sendable`.
  package final class Parameter: @unchecked Sendable {
    /// Ansible's types of arguments (`AnsibleModule.argument_spec`).
    package enum Kind: String, Sendable, CaseIterable {
      case str, path, bool, int, float, list, dict, raw
      /// A file mode: octal digits, a number as YAML reads `0644`, or symbolic.
      case mode
      /// Any value; the script gets it as JSON text.
      case json
    }

    package let name: String
    package let kind: Kind
    /// The type of a list's elements; `str` where the header names none.
    package let elements: Kind
    package let isRequired: Bool
    package let defaultText: String?
    package let choices: [String]
    package let aliases: [String]
    /// The value is a secret and is masked in results.
    package let noLog: Bool
    package let help: String
    /// The default, converted to the type.
    package private(set) var defaultValue = Value.null

    init(
      name: String, kind: Kind, elements: Kind, isRequired: Bool, defaultText: String?,
      choices: [String], aliases: [String], noLog: Bool, help: String
    ) {
      self.name = name
      self.kind = kind
      self.elements = elements
      self.isRequired = isRequired
      self.defaultText = defaultText
      self.choices = choices
      self.aliases = aliases
      self.noLog = noLog
      self.help = help
      if let defaultText {
        defaultValue = (try? Conversion.convert(.string(defaultText), to: self)) ?? .null
      }
    }
  }

  /// A rule between parameters, as `AnsibleModule` has them.
  package enum Rule: Sendable {
    case mutuallyExclusive([String])
    case requiredTogether([String])
    case requiredOneOf([String])
    /// When `parameter` has `value`, all of (or with `any`, one of) `needs` must be given.
    case requiredIf(parameter: String, value: String, needs: [String], any: Bool)
    case requiredBy(parameter: String, needs: [String])
  }

  /// A value of the result.
  package struct Return: Sendable {
    package let name: String
    package let type: String
    package let help: String
  }

  /// A parameter that holds a path, and what the module wants to know about that.
  package struct Look: Sendable, Equatable {
    package enum Want: String, Sendable {
      /// The checksum of a content that is to be compared.
      case compare
      /// The checksum in any case.
      case checksum
      /// The flags that `lsattr` prints.
      case attributes
      /// The type that `file` prints.
      case type
    }

    package let parameter: String
    /// Besides the status; `flag` names the boolean parameter that asks for it.
    package let wants: [(want: Want, flag: String?)]

    package static func == (left: Self, right: Self) -> Bool {
      left.parameter == right.parameter && left.wants.elementsEqual(right.wants, by: ==)
    }
  }

  /// Calls that give nothing but `allowed`, with these values where there are any, change nothing but
  /// what the parameter `path` names and the folders above it.
  package struct Late: Sendable {
    package let path: String
    package let allowed: [String: String?]
  }

  /// `ansible.builtin.copy`
  package let name: String
  package let summary: String
  package let parameters: [Parameter]
  package let rules: [Rule]
  package let returns: [Return]
  /// Parts of the library that the script needs: `files`, `packages`, …
  package let uses: [String]
  /// Further qualified names that mean this module.
  package let aliases: [String]
  package let supportsCheckMode: Bool
  /// What its calls will look at. Nil for a module that may change something without `apply`, so
  /// that nothing that was seen before a call of it holds after.
  package let looks: [Look]?
  /// When its calls may tell the status of their file late.
  package let late: [Late]
  /// `command -- <free form>`: the parameter that text without `k=v` goes to.
  package let freeForm: String?
  /// Whether any parameter is taken, as `set_fact` does.
  package let takesAnything: Bool
  /// Where the text comes from, for errors in headers.
  package let file: SourceFile

  init(
    name: String, summary: String, parameters: [Parameter], rules: [Rule], returns: [Return],
    uses: [String], aliases: [String], supportsCheckMode: Bool, looks: [Look]?, late: [Late],
    freeForm: String?, takesAnything: Bool, file: SourceFile
  ) {
    self.name = name
    self.summary = summary
    self.parameters = parameters
    self.rules = rules
    self.returns = returns
    self.uses = uses
    self.aliases = aliases
    self.supportsCheckMode = supportsCheckMode
    self.looks = looks
    self.late = late
    self.freeForm = freeForm
    self.takesAnything = takesAnything
    self.file = file
  }

  /// The same with the parameters and rules of the parts that it uses.
  func with(_ parts: [ModuleSpec]) -> ModuleSpec {
    ModuleSpec(
      name: name, summary: summary, parameters: parameters + parts.flatMap(\.parameters),
      rules: rules + parts.flatMap(\.rules), returns: returns, uses: uses, aliases: aliases,
      supportsCheckMode: supportsCheckMode, looks: looks, late: late, freeForm: freeForm,
      takesAnything: takesAnything, file: file)
  }

  /// The name without its collection.
  package var shortName: String { String(name.split(separator: ".").last ?? "") }

  /// The parameter with this name or alias.
  package func parameter(named name: String) -> Parameter? {
    parameters.first { $0.name == name || $0.aliases.contains(name) }
  }
}
