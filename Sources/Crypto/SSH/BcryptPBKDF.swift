/// The key derivation of encrypted OpenSSH keys (OpenBSD's bcrypt_pbkdf(3)): PBKDF2 whose hash is
/// bcrypt over SHA-512, with the output bytes spread over the blocks.
enum BcryptPBKDF {
  static func derive(_ passphrase: [UInt8], salt: [UInt8], rounds: Int, count: Int) -> [UInt8] {
    let blocks = (count + 31) / 32
    let secret = Digest.sha512.hash(passphrase)
    var key = [UInt8](repeating: 0, count: count)
    for block in 0..<blocks {
      var numbered = salt
      numbered.appendSSH(UInt32(block + 1))
      var last = hash(secret, Digest.sha512.hash(numbered))
      var mixed = last
      for _ in 1..<max(1, rounds) {
        last = hash(secret, Digest.sha512.hash(last))
        for index in 0..<32 { mixed[index] ^= last[index] }
      }
      for index in 0..<32 where index * blocks + block < count {
        key[index * blocks + block] = mixed[index]
      }
    }
    return key
  }

  /// bcrypt of a fixed text, with 64 rounds of key schedule.
  private static func hash(_ secret: [UInt8], _ salt: [UInt8]) -> [UInt8] {
    let (secret, salt) = (words(secret), words(salt))
    var cipher = Blowfish()
    cipher.expand(key: secret, salt: salt)
    for _ in 0..<64 {
      cipher.expand(key: salt, salt: [])
      cipher.expand(key: secret, salt: [])
    }
    var text = words(Array("OxychromaticBlowfishSwatDynamite".utf8))
    for index in stride(from: 0, to: text.count, by: 2) {
      for _ in 0..<64 {
        (text[index], text[index + 1]) = cipher.encrypt(text[index], text[index + 1])
      }
    }
    return text.flatMap { word in
      [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  private static func words(_ bytes: [UInt8]) -> [UInt32] {
    stride(from: 0, to: bytes.count, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }
}

/// The Blowfish cipher with the expensive key schedule of bcrypt.
struct Blowfish {
  /// 18 subkeys, then four boxes of 256 words.
  private var state = Self.start

  /// The cipher starts from the binary digits of pi after the point.
  private static let start = pi(words: 18 + 4 * 256)

  func encrypt(_ left: UInt32, _ right: UInt32) -> (UInt32, UInt32) {
    state.withUnsafeBufferPointer { Self.encrypt($0, left, right) }
  }

  /// Mixes a key into the subkeys, then replaces the whole state by a chain of encryptions into
  /// which the salt, if any, is mixed. Key and salt are repeated as often as needed.
  mutating func expand(key: [UInt32], salt: [UInt32]) {
    state.withUnsafeMutableBufferPointer { state in
      for index in 0..<18 { state[index] ^= key[index % key.count] }
      var (left, right) = (UInt32(0), UInt32(0))
      var next = 0
      for index in stride(from: 0, to: state.count, by: 2) {
        if !salt.isEmpty {
          left ^= salt[next]
          right ^= salt[next + 1]
          next = (next + 2) % salt.count
        }
        (left, right) = Self.encrypt(UnsafeBufferPointer(state), left, right)
        state[index] = left
        state[index + 1] = right
      }
    }
  }

  @inline(__always)
  private static func encrypt(
    _ state: UnsafeBufferPointer<UInt32>, _ left: UInt32, _ right: UInt32
  ) -> (UInt32, UInt32) {
    var (left, right) = (left ^ state[0], right)
    for round in 1...16 {
      let sum = state[18 + Int(left >> 24)] &+ state[274 + Int(left >> 16 & 255)]
      let mixed = (sum ^ state[530 + Int(left >> 8 & 255)]) &+ state[786 + Int(left & 255)]
      (left, right) = (right ^ mixed ^ state[round], left)
    }
    return (right ^ state[17], left)
  }

  /// The first digits of pi after the point, 32 bits a word, by Machin's formula
  /// pi = 16 arctan(1/5) - 4 arctan(1/239) with two words to spare.
  static func pi(words count: Int) -> [UInt32] {
    var sum = [Int64](repeating: 0, count: count + 3)
    for (factor, root) in [(16, 5), (-4, 239)] as [(Int64, UInt64)] {
      // factor / root^(2k + 1), whose first words become zero and are left out.
      var power = [UInt64](repeating: 0, count: sum.count)
      power[0] = factor.magnitude
      divide(&power, by: root, from: 0)
      var (divisor, sign, start) = (UInt64(1), factor.signum(), 0)
      var term = power
      while start < power.count {
        for index in start..<power.count { term[index] = power[index] }
        divide(&term, by: divisor, from: start)
        for index in start..<term.count { sum[index] += sign * Int64(term[index]) }
        divide(&power, by: root * root, from: start)
        while start < power.count, power[start] == 0 { start += 1 }
        (divisor, sign) = (divisor + 2, -sign)
      }
    }
    for index in sum.indices.dropFirst().reversed() {
      sum[index - 1] += sum[index] >> 32
      sum[index] &= 0xffff_ffff
    }
    return sum[1...count].map { UInt32($0) }
  }

  private static func divide(_ number: inout [UInt64], by divisor: UInt64, from start: Int) {
    var rest: UInt64 = 0
    for index in start..<number.count {
      let value = rest << 32 | number[index]
      number[index] = value / divisor
      rest = value % divisor
    }
  }
}
