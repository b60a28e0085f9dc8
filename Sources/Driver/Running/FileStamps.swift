#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// When some files were last changed: tells whether a stack must be compiled again.
public struct FileStamps: Equatable, Sendable {
  private struct Stamp: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int64
    let number: UInt64
  }

  private let stamps: [String: Stamp]

  /// Looks at the files now; a file that is not there has no stamp.
  public init(_ paths: some Sequence<String>) {
    var stamps: [String: Stamp] = [:]
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else { continue }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      stamps[path] = Stamp(
        seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec), size: Int64(status.st_size),
        number: UInt64(status.st_ino))
    }
    self.stamps = stamps
  }
}
