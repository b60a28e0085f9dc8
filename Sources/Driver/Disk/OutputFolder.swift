#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A folder that outputs are written to.
public struct OutputFolder: Sendable {
  /// Its path.
  public let path: String

  /// Why something could not be written.
  public struct Failure: Error {
    /// The path.
    public let path: String
    /// The system's reason.
    public let reason: String
  }

  /// Names a folder; it is made when something is written.
  public init(_ path: String) { self.path = path }

  /// Writes a file below the folder, replacing it as a whole, so that nobody reads half of it.
  public func write(_ contents: [UInt8], to name: String) throws(Failure) {
    let target = path.isEmpty || path == "." ? name : "\(path)/\(name)"
    try Self.replace(target, with: contents)
  }

  /// Replaces a file.
  public static func replace(_ target: String, with contents: [UInt8]) throws(Failure) {
    var parent = ""
    for part in target.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      parent += parent.isEmpty && !target.hasPrefix("/") ? String(part) : "/" + part
      if !parent.isEmpty, mkdir(parent.replacing("//", with: "/"), 0o777) != 0, errno != EEXIST {
        throw Failure(path: parent, reason: String(cString: strerror(errno)))
      }
    }
    let temporary = "\(target).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Failure(path: target, reason: String(cString: strerror(errno))) }
    let isWhole = writeAll(contents, to: descriptor)
    let reason = String(cString: strerror(errno))
    close(descriptor)
    guard isWhole, rename(temporary, target) == 0 else {
      unlink(temporary)
      throw Failure(path: target, reason: reason)
    }
  }

  /// Writes all bytes to a descriptor; false if the other end does not take them.
  @discardableResult
  public static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Self.writeSome(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { return false }
        written += count
      }
      return true
    }
  }

  private static func writeSome(_ descriptor: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
    start.map { systemWrite(descriptor, $0, count) } ?? 0
  }
}

/// The system's `write`, by a name that the method above does not hide.
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
