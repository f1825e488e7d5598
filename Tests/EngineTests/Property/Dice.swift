/// Chance that is the same for the same seed, on every machine (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// True in so many of a hundred cases.
  mutating func happens(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// One of them, each as likely as its weight.
  mutating func choose<Choice>(_ choices: [(weight: Int, choice: Choice)]) -> Choice {
    var left = number(0...choices.reduce(0) { $0 + $1.weight } - 1)
    for (weight, choice) in choices {
      if left < weight { return choice }
      left -= weight
    }
    preconditionFailure("choices need weights")
  }

  mutating func one<Choice>(_ choices: [Choice]) -> Choice {
    choices[number(0...choices.count - 1)]
  }
}
