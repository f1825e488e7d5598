import Core

/// A reader of YAML 1.1 texts as Ansible sees them, over libyaml.
package struct YAMLReader {
  /// Reads a text that holds one document.
  ///
  /// - Parameters:
  ///   - name: the path for messages.
  ///   - ownTags: whether `!unsafe` and `!vault` are known; `from_yaml` does without them.
  ///   - warn: takes duplicate keys, also when the text turns out to be broken further on.
  /// - Returns: the node, nil when the text has none (empty, or comments only).
  /// - Throws: a `syntax` diagnostic with the place, also for a second document.
  package static func read(
    _ bytes: [UInt8], name: String, ownTags: Bool = true,
    warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> Node? {
    try read(SourceFile(name: name, text: bytes), ownTags: ownTags, warn: warn)
  }

  /// Reads a file that holds one document. The error of a `.json` file says what is wrong with its JSON too.
  package static func read(
    _ file: SourceFile, ownTags: Bool = true, warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> Node? {
    do { return try document(file, ownTags, warn) } catch {
      guard file.name.hasSuffix(".json") else { throw error }
      do { _ = try JSONReader.read(file.text, name: file.name) } catch let reason {
        throw error.noting("JSON: \(reason.message)", at: reason.location)
      }
      throw error
    }
  }

  private static func document(
    _ file: SourceFile, _ ownTags: Bool, _ warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Node? {
    let composer = Composer(file, tags: Tags(knowsOwn: ownTags))
    defer { composer.warnings.forEach(warn) }
    guard let node = try composer.nextDocument() else { return nil }
    if let second = try composer.nextDocument() {
      throw Diagnostic(
        .syntax, "the file must hold one YAML document, and a second one begins here",
        at: second.location, hint: "remove the line '---' before it")
    }
    return node
  }

  /// Reads all documents of a text, as `from_yaml_all` does.
  package static func documents(
    _ bytes: [UInt8], name: String, ownTags: Bool = true,
    warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> [Node] {
    let composer = Composer(
      SourceFile(name: name, text: bytes), tags: Tags(knowsOwn: ownTags))
    defer { composer.warnings.forEach(warn) }
    var nodes: [Node] = []
    while let node = try composer.nextDocument() { nodes.append(node) }
    return nodes
  }
}

/// YAML files of the controller.
package enum YAMLFile {
  /// Reads a file that holds one document; nil when it holds none.
  ///
  /// As with Ansible, a text that is JSON is read as JSON: `1e3` is a number, and surrogate pairs and
  /// tabs are allowed. Where that is not what YAML makes of it, its nodes have no places of their own,
  /// but the file's first line.
  ///
  /// - Throws: a `file` diagnostic when the file cannot be read, a `syntax` one when it is broken.
  package static func read(
    _ path: String, by read: FileReading = SourceFile.read,
    warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> Node? {
    try self.read(try read(path, path), warn: warn)
  }

  /// The same for a text that was read already.
  package static func read(
    _ file: SourceFile, warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> Node? {
    let json = json(in: file)
    do {
      let node = try YAMLReader.read(file, warn: warn)
      return json == nil || node?.plainValue == json?.plainValue ? node : json
    } catch {
      guard let json else { throw error }
      return json
    }
  }

  /// The value of a text that is a list or map of JSON.
  private static func json(in file: SourceFile) -> Node? {
    let opening = file.text.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    guard opening == UInt8(ascii: "{") || opening == UInt8(ascii: "["),
      let value = try? JSONReader.read(file.text, name: file.name)
    else { return nil }
    return Node(value, at: SourceLocation(file: file, line: 1, column: 1))
  }
}
