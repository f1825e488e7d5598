import Core
import Testing

@testable import Engine

@Suite struct ReplyClockTests {
  private let start = ReplyClock.Instant.now

  private func at(_ milliseconds: Int) -> ReplyClock.Instant {
    start + .milliseconds(milliseconds)
  }

  private func cost(network: Int, farEnd: Int) -> Cost {
    Cost(network: .milliseconds(network), farEnd: .milliseconds(farEnd))
  }

  /// A clock that has seen a round trip of 100 ms, and a reply at 100 ms.
  private var measured: ReplyClock {
    var clock = ReplyClock()
    clock.sent(at: at(0), isIdle: true)
    clock.received(at: at(100))
    _ = clock.replied(sent: at(0), at: at(100))
    return clock
  }

  @Test func theShortestRoundTripCounts() {
    var clock = measured
    #expect(clock.roundTrip == .milliseconds(100))
    clock.sent(at: at(200), isIdle: true)
    clock.received(at: at(500))
    #expect(clock.roundTrip == .milliseconds(100))
    clock.sent(at: at(500), isIdle: true)
    clock.sent(at: at(530), isIdle: false)
    clock.received(at: at(580))
    clock.received(at: at(581))
    #expect(clock.roundTrip == .milliseconds(80))
  }

  @Test func aCallAloneWaitsForTheNetworkOnce() {
    var clock = measured
    #expect(clock.replied(sent: at(1000), at: at(1130)) == cost(network: 100, farEnd: 30))
    // A reply sooner than ever before.
    #expect(clock.replied(sent: at(2000), at: at(2050)) == cost(network: 50, farEnd: 0))
  }

  @Test func callsBehindOthersWaitForThem() {
    var clock = measured
    #expect(clock.replied(sent: at(1000), at: at(1130)) == cost(network: 100, farEnd: 30))
    #expect(clock.replied(sent: at(1000), at: at(1150)) == cost(network: 0, farEnd: 20))
    // Sent while the one before was under way, and at the far end after it had ended.
    #expect(clock.replied(sent: at(1100), at: at(1210)) == cost(network: 50, farEnd: 10))
  }

  @Test func streamsAreTheNetworks() {
    var clock = measured
    #expect(clock.replied(sent: at(1000), at: at(1130)) == cost(network: 100, farEnd: 30))
    #expect(clock.passed(sent: at(1000), at: at(1530)) == cost(network: 400, farEnd: 0))
    #expect(clock.replied(sent: at(1530), at: at(1640)) == cost(network: 100, farEnd: 10))
  }

  /// Whatever is sent when, all time with replies owed is divided, and none twice.
  @Test func timesAddUp() {
    var clock = measured
    var sum = Cost()
    var now = 1000
    var sent = [Int](repeating: 1000, count: 3)
    for step in [7, 90, 0, 130, 250, 1] {
      now += step
      sum += clock.replied(sent: at(sent.removeFirst()), at: at(now))
      sent.append(now - step / 2)
    }
    #expect(sum.time == .milliseconds(now - 1000))
  }
}
