import Core
import Glibc
import Testing

@testable import Compression

@Suite struct GzipTests {
  private func text(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: ($0 * $0) % 97 + $0 / 1000) }
  }

  private func unpack(_ packed: [UInt8], piece: Int) throws -> (bytes: [UInt8], complete: Bool) {
    let reader = GzipReader()
    var out: [UInt8] = []
    var rest = packed[...]
    while !rest.isEmpty {
      try reader.read(Array(rest.prefix(piece))) { out += $0 }
      rest = rest.dropFirst(piece)
    }
    return (out, reader.isComplete)
  }

  @Test(arguments: [0, 1, 1000, 1_000_000], [1, 7, 65536])
  func comesBack(size: Int, piece: Int) throws {
    let bytes = text(size)
    let packed = Gzip.pack(bytes)
    guard packed.count / piece < 100_000 else { return }
    let (back, complete) = try unpack(packed, piece: piece)
    #expect(back == bytes)
    #expect(complete)
  }

  @Test func packs() {
    #expect(Gzip.pack([UInt8](repeating: 65, count: 100_000)).count < 1000)
  }

  @Test func anEndThatIsMissingShows() throws {
    let packed = Gzip.pack(text(5000))
    #expect(try !unpack(Array(packed.dropLast(9)), piece: 100).complete)
  }

  @Test func refusesWhatIsNoGzip() {
    #expect(throws: Diagnostic.self) { try unpack(text(100), piece: 10) }
  }

  @Test func theHostsToolReadsIt() throws {
    let path = "/tmp/bosun-gzip-\(getpid())"
    defer { unlink(path) }
    try Files.write(Gzip.pack(Array("some text\n".utf8)), to: path)
    #expect(system("test \"$(gzip -dc <\(path))\" = 'some text'") == 0)
  }
}
