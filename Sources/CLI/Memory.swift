import Glibc

/// How the C library hands out memory. By its defaults each thread has a region that grows page by page,
/// each time by a system call, and gives
/// back what it will need again (mallopt(3)).
enum Memory {
  static func prepare() {
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    // `malloc.h` is not in the module of the C library.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let mallopt = unsafeBitCast(symbol, to: Function.self)
    let (trimThreshold, topPad, arenaMax): (Int32, Int32, Int32) = (-1, -2, -8)
    _ = mallopt(arenaMax, 1)
    _ = mallopt(topPad, 4 << 20)
    _ = mallopt(trimThreshold, 64 << 20)
  }
}
