import ArgumentParser
import Core
import Engine
import Inventory
import Modules
import Playbooks

/// What shells complete besides options and files: hosts, tags, modules and the like. They ask the program itself, by
/// the script that `--generate-completion-script` prints.
enum Completions {
  /// Hosts and groups of the inventories on the line, or of the configuration.
  static let hosts = CompletionKind.custom { words, _, _ in
    quietly { session in
      var options = try InventoryOptions.parse([])
      options.inventory = values(of: ["-i", "--inventory", "--inventory-file"], words)
      let inventory = try session.inventory(options, .init(), extraVars: [:])
      return Array(inventory.groups.keys) + inventory.hosts.map(\.name)
    }
  }

  /// Tags of the playbooks on the line.
  static let tags = CompletionKind.custom { words, _, _ in
    quietly { session in
      let loader = session.loader(RunSettings(), sink: Silence())
      let playbooks = words.filter {
        ($0.hasSuffix(".yml") || $0.hasSuffix(".yaml")) && Files.isFile($0)
      }
      var tags: Set<String> = ["all", "always", "never", "tagged", "untagged"]
      for path in playbooks {
        guard let playbook = try? loader.playbook(path).content else { continue }
        for play in playbook.plays {
          let selection = TagSelection(only: ["all", "never"], skip: [])
          tags.formUnion(Listing(play, selection, render: { $0 }).taskTags)
        }
      }
      return tags.sorted()
    }
  }

  /// Modules, with and without their collections.
  static let modules = CompletionKind.custom { _, _, _ in moduleNames }

  static var moduleNames: [String] {
    let names = Modules.ModuleCatalog.builtin.moduleNames.filter {
      !$0.hasPrefix("bosun.internal.")
    }
    return names.map { String($0.split(separator: ".").last ?? "") } + names
  }

  /// What `bosun doc` knows of the type on the line.
  static let documents = CompletionKind.custom { words, _, _ in
    let type = values(of: ["-t", "--type"], words).last.flatMap(DocumentationType.init) ?? .module
    if type == .keyword { return KeywordDocumentation.all.keys.sorted() }
    if type == .module { return moduleNames }
    return Documentation.all(type).flatMap { [$0.shortName, $0.name] }
  }

  static let playbooks = CompletionKind.file(extensions: ["yml", "yaml"])
  static let becomeMethods = CompletionKind.list(PluginOptions.ofType("become").map(\.name))
  static let connections = CompletionKind.list(PluginOptions.ofType("connection").map(\.name))
  static let settingTypes = CompletionKind.list(["base", "all"] + PluginOptions.types)

  /// The values of an option on the line, as two words or with `=`.
  private static func values(of names: [String], _ words: [String]) -> [String] {
    words.indices.compactMap { index in
      if names.contains(words[index]), index + 1 < words.count { return words[index + 1] }
      let halves = words[index].split(separator: "=", maxSplits: 1).map(String.init)
      return halves.count == 2 && names.contains(halves[0]) ? halves[1] : nil
    }
  }

  /// A line that is being typed is no place for warnings: what cannot be read completes nothing.
  private static func quietly(_ body: (Session) throws -> [String]) -> [String] {
    guard let session = try? Session(silent: ()) else { return [] }
    return (try? body(session)) ?? []
  }

  private struct Silence: EventSink {
    func receive(_ event: Event) {}
  }
}
