import Core

/// `-i 'a.example.com,b.example.com:2222'`
enum HostListFormat: InventoryFormat {
  static let name = "host_list"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    source.isHostList
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) {
    for (text, address) in source.listedHosts {
      // Ranges are not expanded here.
      let (name, port) =
        text.utf8.contains(UInt8(ascii: "[")) && address.hasRange
        ? (text, nil) : (address.name, address.port)
      guard inventory.hostPlaces[name] == nil else { continue }
      let host = inventory.addHost(name, port: port, origin: source.origin)
      inventory.add(host: host, to: Group.ungrouped)
    }
  }
}

/// `-i 'web[01:20].example.com,'`: a list whose ranges are expanded.
enum AdvancedHostListFormat: InventoryFormat {
  static let name = "advanced_host_list"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    source.isHostList
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    for (text, address) in source.listedHosts {
      let (names, port) = try expanded(text, address, inventory.settings)
      for name in names where inventory.hostPlaces[name] == nil {
        let host = inventory.addHost(name, port: port, origin: source.origin)
        inventory.add(host: host, to: Group.ungrouped)
      }
    }
  }

  /// The names of a range. What has not the form of one is a name as it stands.
  ///
  /// - Throws: `invalid` for a range whose bounds are none.
  private static func expanded(
    _ text: String, _ address: HostAddress, _ settings: InventorySettings
  ) throws(Diagnostic) -> ([String], port: Int?) {
    do {
      return (try address.names(at: nil), address.port)
    } catch {
      guard error.kind == .syntax else { throw error }
      settings.tell(
        3, "Unable to parse address from hostname, leaving unchanged: \(error.message)")
      return ([text], nil)
    }
  }
}

extension InventorySource {
  /// What stands between the commas of a list of hosts, as text and taken apart.
  fileprivate var listedHosts: [(text: String, address: HostAddress)] {
    name.split(separator: ",").map(\.trimmingBlanks).filter { !$0.isEmpty }
      .map { ($0, HostAddress($0)) }
  }
}
