import Glibc

/// How the C library hands out memory. By its defaults each thread has a region that grows page by page,
/// each time by a system call (mallopt(3)).
enum Memory {
  static func prepare() {
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    // `malloc.h` is not in the module of the C library.
    guard let symbol = dlsym(nil, "mallopt") else { return }
    let mallopt = unsafeBitCast(symbol, to: Function.self)
    let (topPad, arenaMax): (Int32, Int32) = (-2, -8)
    _ = mallopt(topPad, 1 << 20)
    _ = mallopt(arenaMax, 4)
  }
}
