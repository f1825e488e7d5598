import Core
import Inventory
import Jinja
import Playbooks

/// What lookups see where no playbook runs: the implicit localhost, with variables as from the command line.
package enum LookupScope {
  /// - Parameter variables: may hold templates.
  package static func make(_ variables: Map) throws(Diagnostic) -> any Jinja.Scope {
    var settings = RunSettings()
    settings.extraVars = variables
    let sink = Silence()
    let loader = Loader(services: Templating.loaderServices(extraVars: variables, sink: sink))
    let inventory = Inventory()
    guard let host = inventory.host(named: "localhost") else {
      throw Diagnostic(.internal, "there is always a localhost")
    }
    let run = Run(settings: settings, inventory: inventory, loader: loader, sink: sink)
    return try HostScope(run: run, host: run.state(of: host))
  }
}

private struct Silence: EventSink {
  func receive(_ event: Event) {}
}
