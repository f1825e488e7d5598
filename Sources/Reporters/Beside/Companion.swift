import Core

/// A callback beside the one that shows the run (`callbacks_enabled`). One file each, one line in
/// `Companions.all`.
package protocol Companion: EventSink {
  /// The name without its collection.
  static var name: String { get }
  init(_ options: CompanionOptions, screen: Screen)
}

/// What a companion is told.
package struct CompanionOptions: Sendable {
  /// The values of its options, by their names.
  private let values: Map
  let verbosity: Int

  package init(_ values: Map, verbosity: Int = 0) {
    (self.values, self.verbosity) = (values, verbosity)
  }

  subscript(name: String) -> Value { values[.string(name)] ?? .null }

  /// The path of a folder, which is there or has been made where that was possible.
  func folder(_ name: String) -> String {
    let path = Path.absolute(Path.expandingHome(self[name].text))
    try? Files.makeFolder(path)
    return path
  }
}

package enum Companions {
  package static let all: [any Companion.Type] = [
    JUnit.self,
    LogPlays.self,
    ProfileRoles.self,
    ProfileTasks.self,
    Timer.self,
    Tree.self,
  ]

  /// nil for a name that is not here.
  package static func named(_ name: String) -> (any Companion.Type)? {
    let short = String(name.split(separator: ".").last ?? "")
    return all.first { $0.name == short }
  }
}

/// A reporter and its companions, which hear of everything after it.
package final class AccompaniedReporter: EventSink {
  private let reporter: any EventSink
  private let companions: [any EventSink]

  package init(_ reporter: any EventSink, _ companions: [any EventSink]) {
    (self.reporter, self.companions) = (reporter, companions)
  }

  package var showsOutput: Bool { reporter.showsOutput }
  package func show(output lines: [String], of host: String) {
    reporter.show(output: lines, of: host)
  }

  package func receive(_ event: Event) {
    reporter.receive(event)
    for companion in companions { companion.receive(event) }
  }
}

extension TaskHeading {
  /// The action as most people write it.
  var shortAction: String {
    let prefix = "ansible.builtin."
    return action.hasPrefix(prefix) ? String(action.dropFirst(prefix.count)) : action
  }
}
