/// A text of sections and keys as Python's `configparser` reads it, strictly: no section or key comes twice.
package struct INIFile: Sendable {
  /// How a text is read.
  package struct Form: Sendable {
    /// Keys are what they are; otherwise they are in lower case.
    package var keepsCase = false
    /// Keys may stand alone, without a sign and a value.
    package var allowsNoValue = false
    /// `;` behind a blank begins a comment, as in `ansible.cfg`.
    package var hasInlineComments = false

    package init(
      keepsCase: Bool = false, allowsNoValue: Bool = false, hasInlineComments: Bool = false
    ) {
      (self.keepsCase, self.allowsNoValue) = (keepsCase, allowsNoValue)
      self.hasInlineComments = hasInlineComments
    }
  }

  /// What is wrong with a text, in `configparser`'s words, and in which line, counted from 1.
  package struct Failure: Error {
    package enum Kind: Sendable { case noSection, noKey, sectionTwice, keyTwice }
    package let kind: Kind
    package let words: String
    package let line: Int
  }

  package struct Key: Sendable {
    package let name: String
    /// nil for a key without a value.
    package let value: String?
    package let line: Int
  }

  package struct Section: Sendable {
    package let name: String
    package private(set) var keys: [Key] = []
    private var places: [String: Int] = [:]

    init(name: String) { self.name = name }

    package subscript(_ name: String) -> Key? { places[name].map { keys[$0] } }

    mutating func set(_ key: Key) {
      if let place = places[key.name] {
        keys[place] = key
      } else {
        places[key.name] = keys.count
        keys.append(key)
      }
    }
  }

  /// The sections in the order of the text.
  package let sections: [Section]
  /// The section `DEFAULT`, which stands behind all others.
  package let defaults: Section
  private let form: Form

  package init(_ text: some Collection<UInt8>, _ form: Form) throws(Failure) {
    var reader = INIReader(form)
    var line = 0
    for content in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      try reader.take(String(decoding: content, as: UTF8.self), line)
    }
    (sections, defaults) = reader.finish()
    self.form = form
  }

  /// nil for a section that is not there. Others end with what `DEFAULT` has besides.
  package func section(_ name: String) -> Section? {
    if name == defaults.name { return defaults }
    guard var section = sections.first(where: { $0.name == name }) else { return nil }
    for key in defaults.keys where section[key.name] == nil { section.set(key) }
    return section
  }

  /// The keys of a section in the order of Python's `items`: those that `DEFAULT` has come first.
  package func items(of section: Section) -> [Key] {
    defaults.keys.compactMap { section[$0.name] }
      + section.keys.filter { defaults[$0.name] == nil }
  }

  /// The key of a section; nil where there is none.
  package func key(_ name: String, of section: Section) -> Key? {
    section[form.keepsCase ? name : name.lowercased()]
  }
}
