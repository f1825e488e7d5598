// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let collections: Target.Dependency = .product(
  name: "OrderedCollections", package: "swift-collections")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A layer of the program. A layer may use the layers above it in this file, never those below.
func layer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of a layer; `cases` says that they read files from a folder `Cases` beside them, `tools` names
/// folders with programs that make such files.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], cases: Bool = false, tools: [String] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies, exclude: (cases ? ["Cases"] : []) + tools,
    swiftSettings: settings)
}

let package = Package(
  name: "bosun",
  products: [.executable(name: "bosun", targets: ["bosun"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    // MARK: C libraries
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLibSSH2", pkgConfig: "libssh2", providers: [.apt(["libssh2-1-dev"])]),
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibZ", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CModules", exclude: ["sh"]),

    // MARK: Values, texts, files
    layer("Core", [collections]),
    layer("Crypto", ["Core", "CCrypto"]),
    layer("Vault", ["Core", "Crypto"]),
    layer("Compression", ["Core", "CLibZ"]),
    layer("Regex", ["Core", "CPCRE2"]),
    layer("YAML", ["Core", "CLibYAML", collections]),
    layer("JMESPath", ["Core"]),
    layer("Addresses", []),
    layer(
      "Jinja", ["Core", "YAML", "Crypto", "Vault", "Regex", "JMESPath", "Addresses", collections]),

    // MARK: What is wanted
    layer("Inventory", ["Core", "YAML", "Jinja", "Regex", collections]),
    layer("Playbooks", ["Core", "YAML", "Jinja", collections]),

    // MARK: How it gets there
    layer("Modules", ["Core", "CModules", collections]),
    layer("Connections", ["Core", "Crypto", "CLibSSH2"]),
    layer(
      "Engine",
      [
        "Core", "YAML", "Jinja", "Inventory", "Playbooks", "Modules", "Connections", "Crypto",
        "Vault", "Compression", "Regex", collections,
      ]),

    // MARK: What a person sees
    layer("Reporters", ["Core", collections]),
    layer(
      "CLI",
      [
        "Core", "YAML", "Inventory", "Playbooks", "Modules", "Engine", "Reporters", "Jinja",
        "Connections", "Crypto", "Vault", "Regex", collections, arguments,
      ]),
    .executableTarget(name: "bosun", dependencies: ["CLI"], swiftSettings: settings),

    // MARK: Tests
    tests("Core", ["Core"]),
    tests("Crypto", ["Crypto", "Core"]),
    tests("Vault", ["Vault", "Crypto", "Core"], cases: true),
    tests("Compression", ["Compression", "Core"]),
    tests("Regex", ["Regex", "Core"], cases: true),
    tests("YAML", ["YAML", "Core"], cases: true),
    tests("JMESPath", ["JMESPath", "Core"], cases: true),
    tests(
      "Jinja", ["Jinja", "Vault", "Crypto", "Core", "YAML"], cases: true, tools: ["Differential"]),
    tests("Inventory", ["Inventory", "Core", "YAML"], cases: true),
    tests("Playbooks", ["Playbooks", "Core", "YAML"], cases: true),
    tests("Modules", ["Modules", "Core", "YAML"], cases: true),
    tests("Connections", ["Connections", "Core", "Crypto"]),
    tests(
      "Engine", ["Engine", "Vault", "Crypto", "Core", "Inventory", "Playbooks", "Compression"],
      cases: true),
    tests("Reporters", ["Reporters", "Core"]),
    tests("CLI", ["CLI", "Core"], cases: true),
  ],
  cLanguageStandard: .c2x
)
