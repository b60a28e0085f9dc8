import Synchronization

/// Collects what a short-lived program prints.
final class OutputText: Sendable {
  /// Most bytes that are kept: answers of interpreters are a few lines.
  private static let cap = 65536
  private let bytes = Mutex<[UInt8]>([])

  func append(_ more: UnsafeRawBufferPointer) {
    bytes.withLock { bytes in bytes.append(contentsOf: more.prefix(Self.cap - min(bytes.count, Self.cap))) }
  }

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
}
