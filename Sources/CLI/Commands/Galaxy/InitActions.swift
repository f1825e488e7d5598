import ArgumentParser
import Core
import Engine
import Jinja
import Regex

/// What `init` takes for roles and collections alike.
struct SkeletonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Where to make it.", valueName: "folder")) var initPath = "."
  @Flag(name: .shortAndLong, help: "Write over what is there.") var force = false
  @Flag(help: ArgumentHelp("Accepted; no server is asked.", visibility: .hidden)) var offline =
    false

  @Option(
    name: [.customLong("role-skeleton"), .customLong("collection-skeleton")],
    help: ArgumentHelp("A folder to copy; files *.j2 are rendered.", valueName: "folder"))
  var skeleton: String?

  @Option(
    name: [.customShort("e", allowingJoined: true), .long],
    help: ArgumentHelp("Variables for the skeleton.", valueName: "variables"))
  var extraVars: [String] = []

  @OptionGroup var server: GalaxyServerOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  /// Writes the files.
  ///
  /// - Throws: as `Skeleton.write`.
  func write(
    _ standard: Skeleton, to path: String, words: [String: String], variables: Map,
    configured: ConfigurationKey, what: String, session: Session
  ) throws(Diagnostic) {
    let own = (skeleton ?? session.configuration.paths(configured, separator: "\n")?.first)
      .map { Path.absolute(Path.expandingHome($0)) }
    let setting =
      what == "role" ? "GALAXY_ROLE_SKELETON_IGNORE" : "GALAXY_COLLECTION_SKELETON_IGNORE"
    let ignored = (try session.configuration.current(setting).list ?? [])
    var expressions: [Regex] = []
    for expression in ignored { expressions.append(try Regex("\\A(?:\(expression.text))")) }
    var variables = variables
    for (name, value) in try ExtraVars.read(extraVars, warn: session.warn) {
      variables[name] = value
    }
    try standard.write(
      to: Path.join(initPath, path), isForced: force, words: words, from: own,
      without: expressions, what: what
    ) { text throws(Diagnostic) in
      try JinjaEnvironment().render(TemplateText(text), scope: MapScope(variables)).text
    }
  }
}

/// `bosun galaxy role init`
struct InitRole: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make the folders and files of a role.")

  @ArgumentParser.Argument(help: "The role's name.") var name: String
  @Option(help: ArgumentHelp("Accepted.", visibility: .hidden)) var type = "default"
  @OptionGroup var options: SkeletonOptions

  func run() throws {
    let session = try Session(options.common)
    try options.write(
      .role, to: name, words: ["NAME": name],
      variables: [
        "role_name": .string(name), "author": "your name", "description": "your role description",
        "license": "license", "company": "your company (optional)", "min_ansible_version": "2.15",
        "issue_tracker_url": "http://example.com/issue/tracker", "dependencies": [],
      ], configured: .roleSkeleton, what: "role", session: session)
    session.screen.display("- Role \(name) was created successfully")
  }
}

/// `bosun galaxy collection init`
struct InitCollection: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make the folders and files of a collection.")

  @ArgumentParser.Argument(help: "NAMESPACE.NAME") var name: String
  @OptionGroup var options: SkeletonOptions

  func run() throws {
    let session = try Session(options.common)
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy(CollectionFolder.isName) else {
      throw Diagnostic(
        .file,
        "Invalid collection name '\(name)', name must be in the format <namespace>.<collection>.",
        hint: "both parts are lower-case letters, digits and underscores, beginning with a letter")
    }
    try options.write(
      .collection, to: parts.joined(separator: "/"), words: ["SPACE": parts[0], "SHORT": parts[1]],
      variables: [
        "namespace": .string(parts[0]), "collection_name": .string(parts[1]), "version": "1.0.0",
        "authors": ["your name <example@domain.com>"], "dependencies": [:],
      ], configured: .collectionSkeleton, what: "collection", session: session)
    session.screen.display("- Collection \(name) was created successfully")
  }
}
