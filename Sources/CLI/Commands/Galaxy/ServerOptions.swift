import ArgumentParser

/// What is about Galaxy servers: accepted, as none is asked.
struct GalaxyServerOptions: ParsableArguments {
  private static let help = ArgumentHelp("Accepted; no server is asked.", visibility: .hidden)

  @Option(name: [.customShort("s", allowingJoined: true), .long], help: help) var server: String?
  @Option(name: [.customLong("token"), .customLong("api-key")], help: help) var token: String?
  @Option(help: help) var apiVersion: String?
  @Option(help: help) var timeout: Int?
  @Flag(name: [.customShort("c"), .long], help: help) var ignoreCerts = false
}

/// What is about the signatures that Galaxy servers keep: accepted, as none is asked.
struct GalaxySignatureOptions: ParsableArguments {
  private static let help = ArgumentHelp("Accepted; no server is asked.", visibility: .hidden)

  @Option(help: help) var keyring: String?
  @Option(help: help) var signature: [String] = []
  @Option(help: help) var requiredValidSignatureCount: String?
  @Option(help: help) var ignoreSignatureStatusCode: [String] = []
  @Option(parsing: .upToNextOption, help: help) var ignoreSignatureStatusCodes: [String] = []
}
