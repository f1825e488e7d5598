import Core

/// Costs as the `json` callback gives them: counts, bytes, and seconds.
extension Cost {
  var value: Value {
    [
      "turns": .int(turns), "sent": .int(bytesSent), "received": .int(bytesReceived),
      "connect": .seconds(connecting), "network": .seconds(network),
      "far_end": .seconds(farEnd),
    ]
  }
}

extension CostTally {
  var controllerValue: Value {
    [
      "processor": .seconds(controller.processor),
      "connect": .seconds(controller.connecting),
      "results": .int(results), "processor_per_result": .seconds(processorPerResult),
    ]
  }
}

extension Value {
  /// To the microsecond.
  fileprivate static func seconds(_ time: Duration) -> Value {
    .float((time / .microseconds(1)).rounded() / 1e6)
  }
}
