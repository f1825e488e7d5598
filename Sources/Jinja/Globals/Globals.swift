import Core

/// The functions that every template can call. A topic is one file in this folder and one line here.
enum Globals {
  static let all: [InternedName: Value] = [basicGlobals, lookupGlobals, timeGlobals, lipsumGlobals]
    .joined().reduce(into: [:]) { $0[.of($1.name)] = .object($1) }
}
