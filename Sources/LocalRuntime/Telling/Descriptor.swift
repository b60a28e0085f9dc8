#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A stream of the process that text is written to.
public struct Descriptor: Sendable {
  private let number: Int32

  /// Standard output.
  public static let standardOutput = Descriptor(number: 1)
  /// Standard error.
  public static let standardError = Descriptor(number: 2)

  /// Writes all of a text; gives up when the other end is gone.
  public func write(_ text: String) {
    var text = text
    text.withUTF8 { buffer in
      var rest = UnsafeRawBufferPointer(buffer)[...]
      while !rest.isEmpty {
        let count = UnsafeRawBufferPointer(rebasing: rest).baseAddress.map { systemWrite(number, $0, rest.count) } ?? 0
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count < 0, errno == EAGAIN {
          // Whoever shares the terminal made it not wait.
          var wait = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
          guard poll(&wait, 1, -1) >= 0 || errno == EINTR else { return }
        } else if count == 0 || errno != EINTR {
          return
        }
      }
    }
  }
}

/// The system's `write`, by a name that the method above does not hide.
private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
