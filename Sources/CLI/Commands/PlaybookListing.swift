import Core
import Engine
import Inventory
import Playbooks

/// What `--list-hosts`, `--list-tasks` and `--list-tags` print.
struct PlaybookListing {
  let inventory: Inventory
  let settings: RunSettings
  let loader: Loader
  let showsHosts: Bool
  let showsTasks: Bool
  let showsTags: Bool

  /// - Throws: what is wrong with a play's pattern or with the limit.
  func text(_ playbook: Playbook) throws(Diagnostic) -> String {
    var text = "\nplaybook: \(playbook.path)\n"
    for (index, play) in playbook.plays.enumerated() {
      text += try self.text(play, number: index + 1)
    }
    return text
  }

  private func text(_ play: Play, number: Int) throws(Diagnostic) -> String {
    let selection = TagSelection(only: settings.onlyTags, skip: settings.skipTags)
    let listing = Listing(play, selection, render: { rendered($0, in: play) })
    return listing.head(number: number) + (showsHosts ? try hosts(of: play) : "")
      + listing.body(showsTasks: showsTasks, showsTags: showsTags)
  }

  private func hosts(of play: Play) throws(Diagnostic) -> String {
    let patterns = play.hosts.flatMap { pattern in
      let value = rendered(pattern, in: play)
      return (value.list ?? [value]).map(\.text)
    }
    let hosts = try inventory.hosts(matching: patterns, limit: settings.limit)
    let pattern = Value.list(patterns.map { .string($0) }).text
    return "    pattern: \(pattern)\n    hosts (\(hosts.count)):\n"
      + hosts.map { "      \($0.name)\n" }.joined()
  }

  /// What is known without a host: the play's variables and the extra ones; as written else.
  private func rendered(_ value: Value, in play: Play) -> Value {
    guard case .template(let text) = value else { return value }
    return (try? loader.services.render(text, [play.vars])) ?? value
  }
}
