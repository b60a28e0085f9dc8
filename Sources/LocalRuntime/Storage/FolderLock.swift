#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps a folder to one run: a lock that the system takes back when its holder ends, however that happens.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Throws: when another process has it, or the file cannot be made.
  init(path: String) throws(StoreError) {
    // Closed on exec: a handler that outlives the run must not hold its folder.
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError("`\(path)` cannot be opened: \(systemReason(errno))") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      close(descriptor)
      guard reason == EWOULDBLOCK else { throw StoreError("`\(path)` cannot be locked: \(systemReason(reason))") }
      throw StoreError("another run of this stack holds `\(path)`: end it first, or run a copy of the folder")
    }
    self.descriptor = descriptor
  }

  deinit {
    // A process that is just being started still shares the file, until it is another program: closing alone would leave it
    // locked that long.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

/// The system's words for an error number.
func systemReason(_ number: Int32) -> String { String(cString: strerror(number)) }
