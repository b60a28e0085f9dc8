import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Notices changes of files and folders, so that an edited handler or stack is taken without a restart.
///
/// Linux tells of changes by itself; elsewhere, and where a tree is too large for that, files are looked at once a second. What
/// tools and editors keep beside programs (`.git`, `__pycache__`, swap files) is no change.
public struct FileWatcher: Sendable {
  /// How long nothing must happen before changes are told, in milliseconds: saving one file is several changes.
  public var settle: Int32 = 100
  /// How long changes may go on before they are told all the same, in milliseconds.
  public var longestBurst: Int32 = 2_000
  /// How often files are looked at where no notice of changes is to be had, in milliseconds.
  public var interval: Int32 = 1_000
  /// Whether files are looked at though the system could tell of changes: for folders on which it cannot, such as network shares.
  public var onlyLooks = false

  /// The most folders for which the system's notice is asked; below roots with more, files are looked at. The default is a
  /// fraction of what Linux allows a user (8,192 and up).
  public var mostFolders = 4_096

  /// Makes one.
  public init() {}

  /// The changes below some files and folders from this call on: each time the roots, as they were given, below which something
  /// changed. A root need not exist yet.
  ///
  /// The stream ends when the task that reads it is cancelled, and gives everything back that it held. It is empty if the system
  /// has no descriptors left.
  public func changes(of roots: [String]) -> AsyncStream<Set<String>> {
    AsyncStream { continuation in
      guard let bell = Bell() else { return continuation.finish() }
      let watch = Watch(self, roots.map(Self.trimmed), bell)
      continuation.onTermination = { _ in bell.ring() }
      // Waiting for descriptors blocks, which no thread of the concurrency pool may.
      let thread = Thread {
        var watch = watch
        while let changed = watch.next() {
          if !changed.isEmpty { continuation.yield(Set(changed.map { roots[$0] })) }
        }
        watch.close()
        bell.close()
        continuation.finish()
      }
      thread.name = "file watcher"
      thread.start()
    }
  }

  private static func trimmed(_ path: String) -> String {
    var path = Substring(path)
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}

/// Wakes the watching thread for its end.
private final class Bell: Sendable {
  /// The end to wait on.
  let descriptor: Int32
  /// The end to write to; nil once both are closed, since the number may then be another file's.
  private let writing: Mutex<Int32?>

  init?() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    descriptor = ends[0]
    writing = Mutex(ends[1])
  }

  func ring() {
    writing.withLock { end in
      guard let end else { return }
      var byte: UInt8 = 1
      _ = write(end, &byte, 1)
    }
  }

  func close() {
    writing.withLock { end in
      guard let open = end else { return }
      _ = Foundation.close(open)
      _ = Foundation.close(descriptor)
      end = nil
    }
  }
}

/// One thread's view of the files.
private struct Watch: Sendable {
  private let watcher: FileWatcher
  private let roots: [String]
  private let bell: Bell
  #if os(Linux)
    private var folders: FolderWatches?
  #endif
  /// What was seen last of the roots that are looked at.
  private var seen: [Int: FileSnapshot] = [:]

  init(_ watcher: FileWatcher, _ roots: [String], _ bell: Bell) {
    self.watcher = watcher
    self.roots = roots
    self.bell = bell
    #if os(Linux)
      folders = watcher.onlyLooks ? nil : FolderWatches(roots, mostFolders: watcher.mostFolders)
    #endif
    for root in lookedAt { seen[root] = FileSnapshot(of: roots[root]) }
  }

  func close() {
    #if os(Linux)
      folders?.close()
    #endif
  }

  private var lookedAt: Set<Int> {
    #if os(Linux)
      if let folders { return folders.unwatched }
    #endif
    return Set(roots.indices)
  }

  /// Waits for changes to begin and to settle; nil when the bell rang.
  mutating func next() -> Set<Int>? {
    var changed: Set<Int> = []
    var began: ContinuousClock.Instant?
    while true {
      let timeout = changed.isEmpty ? (lookedAt.isEmpty ? -1 : watcher.interval) : watcher.settle
      guard let hasNotice = wait(timeout) else { return nil }
      let before = changed
      if hasNotice { changed.formUnion(noticed()) }
      if !hasNotice || !lookedAt.isEmpty { changed.formUnion(look()) }
      if changed.isEmpty { continue }
      let start = began ?? .now
      began = start
      let isSettled = !hasNotice && before == changed
      if isSettled || start.duration(to: .now) > .milliseconds(Int(watcher.longestBurst)) { return changed }
    }
  }

  /// Whether there is notice of changes within some milliseconds; nil when the bell rang.
  private func wait(_ timeout: Int32) -> Bool? {
    var waits = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
    #if os(Linux)
      if let folders { waits.append(pollfd(fd: folders.descriptor, events: Int16(POLLIN), revents: 0)) }
    #endif
    let count = poll(&waits, nfds_t(waits.count), timeout)
    if count < 0 { return errno == EINTR ? false : nil }
    if waits[0].revents != 0 { return nil }
    return waits.count > 1 && waits[1].revents != 0
  }

  private mutating func noticed() -> Set<Int> {
    #if os(Linux)
      return folders?.changes() ?? []
    #else
      return []
    #endif
  }

  private mutating func look() -> Set<Int> {
    var changed: Set<Int> = []
    for root in lookedAt {
      let now = FileSnapshot(of: roots[root])
      if let before = seen[root], before != now { changed.insert(root) }
      seen[root] = now
    }
    return changed
  }
}
