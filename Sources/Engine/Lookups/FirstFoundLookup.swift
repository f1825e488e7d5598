import Core
import Jinja

/// `first_found`: the first of some files that exists.
struct FirstFoundLookup: Lookup {
  let reach = LookupReach.files
  let options = [
    LookupOption("files", .list, []), LookupOption("paths", .list, []),
    LookupOption("skip", .bool, false),
  ]
  /// The folder beside the tasks that is searched: `templates` for template modules and so on.
  var kind = "files"

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var search = Search(options: options)
    try search.add(terms.isEmpty ? options["files"]?.list ?? [] : terms) {
      (map) throws(Diagnostic) in try self.options.resolved(map, scope)
    }
    var places: [String] = []
    for name in search.names {
      for path in SearchPath(scope: scope).candidates(name, kind: kind) {
        if Files.kind(path) != nil { return [.string(Path.absolute(path))] }
        places.append(path)
      }
    }
    if search.skips { return [] }
    throw Diagnostic(
      .file, "No file was found when using first_found.",
      hint: "looked for \(OrderedSet(places).joined(separator: ", "))")
  }

  /// The names that terms give. Options in a map hold for the terms after it, too.
  private struct Search {
    var options: Map
    var names: [String] = []
    var skips = false

    init(options: Map) { self.options = options }

    mutating func add(
      _ terms: [Value], _ resolve: (Map) throws(Diagnostic) -> Map
    ) throws(Diagnostic) {
      for term in terms {
        var files: [String]
        switch term {
        case .map(let map):
          options = try resolve(map)
          files = Self.parts(options["files"], ",;")
        case .string(let name): files = Self.parts(.string(name), ",;")
        case .list(let inner):
          try add(inner, resolve)
          continue
        default:
          throw Diagnostic(
            .evaluation,
            "Invalid term supplied, can handle string, mapping or list of strings but got: "
              + "\(term.typeName) for \(term.text)")
        }
        skips = options["skip"]?.isTrue ?? false
        let paths = Self.parts(options["paths"], ",:;")
        if !paths.isEmpty { files = paths.flatMap { path in files.map { Path.join(path, $0) } } }
        names += files
      }
    }

    private static func parts(_ value: Value?, _ separators: String) -> [String] {
      guard let value else { return [] }
      return (value.list ?? [value]).flatMap { element in
        element.text.split(omittingEmptySubsequences: false) { separators.contains($0) }
          .map(String.init)
      }
    }
  }
}
