/// Cuts a stream of bytes into lines.
struct OutputLines {
  private var rest: [UInt8] = []
  private let cap: Int

  /// Lines longer than the cap, in bytes, are cut there.
  init(cap: Int = RuntimeLimits.line) { self.cap = cap }

  /// Takes bytes, and returns the lines that are now complete.
  mutating func take(_ bytes: UnsafeRawBufferPointer) -> [String] {
    var lines: [String] = []
    var start = 0
    for index in bytes.indices where bytes[index] == 0x0A {
      rest.append(contentsOf: bytes[start..<index])
      flush(into: &lines)
      start = index + 1
    }
    rest.append(contentsOf: bytes[start...])
    while rest.count >= cap {
      lines.append(String(decoding: rest.prefix(cap), as: UTF8.self))
      rest.removeFirst(cap)
    }
    return lines
  }

  /// What has come since the last line's end, as a line.
  mutating func finish() -> [String] {
    var lines: [String] = []
    if !rest.isEmpty { flush(into: &lines) }
    return lines
  }

  private mutating func flush(into lines: inout [String]) {
    while rest.count > cap {
      lines.append(String(decoding: rest.prefix(cap), as: UTF8.self))
      rest.removeFirst(cap)
    }
    lines.append(String(decoding: rest, as: UTF8.self))
    rest.removeAll(keepingCapacity: true)
  }
}
