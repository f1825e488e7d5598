import Core
import Crypto

/// Python's `random.Random(seed)`: the Mersenne Twister MT19937, and how CPython 3.11 seeds it and
/// takes numbers from it. Without a seed the numbers are the system's, as `SystemRandom`'s.
package struct PythonRandom {
  private var twister: MersenneTwister?
  private var system = SystemRandomNumberGenerator()

  /// - Throws: a seed that is no number and no text.
  package init(seed: Value?) throws(Diagnostic) {
    guard let seed, !seed.isNull else { return }
    if let number = seed.wideInteger {
      twister = MersenneTwister(key: number.words)
      return
    }
    switch seed {
    case .float(let number):
      let hash = UInt64(bitPattern: Int64(Self.hash(number)))
      let high = UInt32(hash >> 32)
      twister = MersenneTwister(key: [UInt32(truncatingIfNeeded: hash)] + (high == 0 ? [] : [high]))
    case .string(let text):
      let bytes = Array(text.utf8)
      twister = MersenneTwister(key: Self.words(bytes + Digest.sha512.hash(bytes)))
    default:
      throw Diagnostic(
        .evaluation, "a seed is a text or a number, not \(seed.typeName) \(seed.repr)")
    }
  }

  /// Evenly among `0..<count`; `count` is positive.
  package mutating func below(_ count: Int) -> Int {
    let width = Int.bitWidth - count.leadingZeroBitCount
    var number = bits(width)
    while number >= count { number = bits(width) }
    return number
  }

  /// The same for any size.
  mutating func below(_ count: WideInteger) -> WideInteger {
    if let count = count.int { return WideInteger(below(count)) }
    while true {
      let number = bits(wide: count.bitWidth)
      if number < count { return number }
    }
  }

  mutating func shuffle(_ elements: inout [Value]) {
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(index, below(index + 1))
    }
  }

  /// `getrandbits`, for 1 to 63 bits.
  private mutating func bits(_ count: Int) -> Int {
    if count <= 32 { return Int(word() >> UInt32(32 - count)) }
    let low = word()
    return Int(low) | Int(word() >> UInt32(64 - count)) << 32
  }

  private mutating func bits(wide count: Int) -> WideInteger {
    let words = stride(from: count, to: 0, by: -32).map { left in
      word() >> UInt32(max(0, 32 - left))
    }
    return WideInteger(words: words)
  }

  private mutating func word() -> UInt32 {
    twister?.next() ?? UInt32.random(in: 0 ... .max, using: &system)
  }

  /// A number whose highest byte comes first, in words of 32 bits, the lowest first; at least one.
  private static func words(_ bytes: [UInt8]) -> [UInt32] {
    var words: [UInt32] = []
    var end = bytes.count
    while end > 0 {
      words.append(bytes[max(0, end - 4)..<end].reduce(0) { $0 << 8 | UInt32($1) })
      end -= 4
    }
    while words.count > 1, words.last == 0 { words.removeLast() }
    return words
  }

  /// Python's `hash(float)`: the number modulo 2^61 - 1.
  private static func hash(_ number: Double) -> Int {
    if !number.isFinite { return number.isNaN ? 0 : number > 0 ? 314_159 : -314_159 }
    if number == 0 { return 0 }
    let modulus: UInt64 = 1 << 61 - 1
    var exponent = Int(number.exponent) + 1
    var mantissa = number.significand / 2
    var sum: UInt64 = 0
    while mantissa != 0 {
      sum = (sum << 28) & modulus | sum >> (61 - 28)
      mantissa *= 268_435_456
      exponent -= 28
      let part = UInt64(mantissa)
      mantissa -= Double(part)
      sum += part
      if sum >= modulus { sum -= modulus }
    }
    let turn = UInt64(((exponent % 61) + 61) % 61)
    sum = (sum << turn) & modulus | sum >> (61 - turn)
    let hash = number < 0 ? -Int(sum) : Int(sum)
    return hash == -1 ? -2 : hash
  }
}

/// MT19937 of Matsumoto and Nishimura (mt19937ar, 2002).
struct MersenneTwister {
  private static let size = 624
  private var state = [UInt32](repeating: 0, count: size)
  private var index = size

  /// Their `init_by_array`.
  init(key: [UInt32]) {
    state[0] = 19_650_218
    for i in 1..<Self.size {
      state[i] = 1_812_433_253 &* (state[i - 1] ^ state[i - 1] >> 30) &+ UInt32(i)
    }
    var (i, j) = (1, 0)
    for _ in 0..<max(Self.size, key.count) {
      state[i] = (state[i] ^ mixed(i) &* 1_664_525) &+ key[j] &+ UInt32(j)
      step(&i)
      j = (j + 1) % key.count
    }
    for _ in 1..<Self.size {
      state[i] = (state[i] ^ mixed(i) &* 1_566_083_941) &- UInt32(i)
      step(&i)
    }
    state[0] = 0x8000_0000
  }

  private func mixed(_ i: Int) -> UInt32 { state[i - 1] ^ state[i - 1] >> 30 }

  private mutating func step(_ i: inout Int) {
    i += 1
    if i == Self.size {
      state[0] = state[Self.size - 1]
      i = 1
    }
  }

  mutating func next() -> UInt32 {
    if index == Self.size { generate() }
    var word = state[index]
    index += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9D2C_5680
    word ^= word << 15 & 0xEFC6_0000
    return word ^ word >> 18
  }

  private mutating func generate() {
    for k in 0..<Self.size {
      let joined = state[k] & 0x8000_0000 | state[(k + 1) % Self.size] & 0x7FFF_FFFF
      let twist: UInt32 = joined & 1 == 0 ? 0 : 0x9908_B0DF
      state[k] = state[(k + 397) % Self.size] ^ joined >> 1 ^ twist
    }
    index = 0
  }
}
