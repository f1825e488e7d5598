/// Finds what matters in a playbook that fails, for the person who reads it.
enum Shrinking {
  /// Takes away plays, parts and keywords, one at a time, as long as what is left still fails.
  ///
  /// - Parameter fails: an error counts as "does not fail": a playbook that cannot be loaded shows nothing.
  static func smallest(
    _ playbook: RandomPlaybook, fails: (RandomPlaybook) async throws -> Bool
  ) async -> RandomPlaybook {
    var best = playbook
    var place = 0
    // Bounded, as some differences show only at times.
    for _ in 0..<1000 {
      var remover = Remover(left: place)
      let smaller = remover.without(best)
      guard remover.left < 0 else { break }
      if (try? await fails(smaller)) == true { best = smaller } else { place += 1 }
    }
    return best
  }
}

/// Removes what stands at a place, counting through all that can be removed.
private struct Remover {
  /// Places still to pass; negative once something was removed.
  var left: Int

  private mutating func isHere() -> Bool {
    left -= 1
    return left == -1
  }

  mutating func without(_ playbook: RandomPlaybook) -> RandomPlaybook {
    var playbook = playbook
    playbook.plays.removeAll { _ in isHere() }
    for index in playbook.plays.indices {
      playbook.plays[index].tasks = without(playbook.plays[index].tasks)
      playbook.plays[index].handlers = without(playbook.plays[index].handlers)
      playbook.plays[index].keywords.removeAll {
        !["name", "hosts", "vars"].contains($0.name) && isHere()
      }
    }
    for name in playbook.files.keys.sorted() {
      playbook.files[name] = without(playbook.files[name] ?? [])
    }
    return playbook
  }

  private mutating func without(_ parts: [Part]) -> [Part] {
    var parts = parts
    parts.removeAll { _ in isHere() }
    for index in parts.indices {
      parts[index].sections.removeAll { $0.name != "block" && isHere() }
      for section in parts[index].sections.indices {
        parts[index].sections[section].parts = without(parts[index].sections[section].parts)
      }
      parts[index].keywords.removeAll { $0.name != "name" && isHere() }
    }
    return parts
  }
}

extension RandomPlaybook {
  /// All of it as one text, without files that nothing includes.
  var shown: String {
    var shown = (checkMode ? "# --check\n" : "") + "# --forks \(forks)\n" + text
    for (name, content) in texts.sorted(by: { $0.key < $1.key })
    where text.contains(name) || texts.values.contains(where: { $0.contains(name) }) {
      shown += "# \(name)\n" + content
    }
    return shown
  }
}
