import Core
import Engine

// Names as in ansible-core's `config/base.yml` and its `jsonfile` cache.
extension ConfigurationKey {
  static let factKeys: [ConfigurationKey] = [
    gathering, hashBehaviour, injectFacts, factsModules, factCaching, factCacheConnection,
    factCachePrefix, factCacheTimeout,
  ]

  static let gathering = Self("ANSIBLE_GATHERING", name: "gathering")
  static let hashBehaviour = Self("ANSIBLE_HASH_BEHAVIOUR", name: "hash_behaviour")
  static let injectFacts = Self("ANSIBLE_INJECT_FACT_VARS", name: "inject_facts_as_vars")
  static let factsModules = Self("ANSIBLE_FACTS_MODULES", name: "facts_modules")
  static let factCaching = Self("ANSIBLE_CACHE_PLUGIN", name: "fact_caching")
  static let factCacheConnection = Self(
    "ANSIBLE_CACHE_PLUGIN_CONNECTION", name: "fact_caching_connection")
  static let factCachePrefix = Self("ANSIBLE_CACHE_PLUGIN_PREFIX", name: "fact_caching_prefix")
  static let factCacheTimeout = Self("ANSIBLE_CACHE_PLUGIN_TIMEOUT", name: "fact_caching_timeout")
}

extension Session {
  /// What is said of facts, and of variables of several levels.
  ///
  /// - Throws: `usage` for a value that a setting cannot have.
  func addFactSettings(to settings: inout RunSettings) throws(Diagnostic) {
    settings.gathering = try configuration.choice(.gathering) ?? settings.gathering
    settings.mergesHashes = try configuration.mergesHashes
    settings.injectsFacts = try configuration.flag(.injectFacts) ?? true
    if configuration.text(.factsModules) != nil {
      settings.factsModules = configuration.list(.factsModules)
    }
    settings.factCache = factCache()
  }

  /// The cache that the configuration names; where it cannot be used, a warning says why and facts
  /// stay in memory.
  func factCache() -> FactCache? {
    do throws(Diagnostic) {
      switch configuration.text(.factCaching)?.split(separator: ".").last {
      case nil, "memory": return nil
      case "jsonfile": break
      default:
        throw Diagnostic(
          .usage,
          "Unable to load the facts cache plugin (\(configuration.text(.factCaching) ?? "")).",
          hint: "known are memory and jsonfile")
      }
      guard let folder = configuration.paths(.factCacheConnection, separator: "\n")?.first else {
        throw Diagnostic(
          .usage,
          "the 'jsonfile' cache requires the setting fact_caching_connection, a path of a folder")
      }
      return try FactCache(
        folder: folder, prefix: configuration.text(.factCachePrefix) ?? "",
        timeout: Double(configuration.number(.factCacheTimeout) ?? 86400))
    } catch {
      warn(error)
      return nil
    }
  }
}

extension Configuration {
  /// Whether maps of several levels are merged.
  var mergesHashes: Bool {
    get throws(Diagnostic) {
      switch text(.hashBehaviour) {
      case "merge": return true
      case nil, "replace": return false
      case .some(let word):
        throw Diagnostic(
          .usage, "the setting 'hash_behaviour' cannot be '\(word)'",
          hint: "it is one of replace, merge")
      }
    }
  }
}
