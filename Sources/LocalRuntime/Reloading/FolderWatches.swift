#if os(Linux)
  import Foundation

  #if canImport(Glibc)
    import Glibc
  #else
    import Musl
  #endif

  /// Linux's own notice of changes (inotify(7)), for trees of folders.
  ///
  /// It belongs to one thread. A kernel that gives no more watches, or a tree that is too large, makes its root one that must be
  /// looked at instead.
  struct FolderWatches {
    /// Who wants to know of a folder: a root, and the one name in the folder that matters to it, if not all do.
    private struct Interest: Equatable {
      let root: Int
      let folder: String
      let only: String?
    }

    private static let mask = UInt32(
      IN_CREATE | IN_CLOSE_WRITE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_ONLYDIR)

    /// The descriptor to wait on.
    let descriptor: Int32
    /// Roots that must be looked at.
    private(set) var unwatched: Set<Int> = []
    private let roots: [String]
    private let mostFolders: Int
    private var interests: [Int32: [Interest]] = [:]

    /// Watches files and folders; nil if the kernel gives no descriptor.
    init?(_ roots: [String], mostFolders: Int) {
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { return nil }
      self.roots = roots
      self.mostFolders = mostFolders
      for index in roots.indices { self.watch(root: index) }
    }

    /// Gives the descriptor back, and with it all watches.
    func close() { _ = Foundation.close(descriptor) }

    /// A root's own coming and going is seen in the folder that holds it: editors put a new file in place of the old one.
    private mutating func watch(root: Int) {
      let path = roots[root]
      let parent = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
      let name = path.split(separator: "/").last.map(String.init) ?? path
      add(Interest(root: root, folder: parent, only: name))
      if FolderEntries.isFolder(path) { addTree(path, root: root) }
    }

    private mutating func addTree(_ folder: String, root: Int) {
      var folders = [folder]
      while let folder = folders.popLast(), !unwatched.contains(root) {
        add(Interest(root: root, folder: folder, only: nil))
        folders += FolderEntries.folders(in: folder)
      }
    }

    private mutating func add(_ interest: Interest) {
      guard interests.count < mostFolders else {
        unwatched.insert(interest.root)
        return
      }
      let watch = inotify_add_watch(descriptor, interest.folder, Self.mask)
      guard watch >= 0 else {
        // A folder may go while its tree is read; anything else, such as too many watches, ends the watching of this root.
        if errno != ENOENT || interest.only != nil { unwatched.insert(interest.root) }
        return
      }
      if interests[watch]?.contains(interest) != true { interests[watch, default: []].append(interest) }
    }

    /// Reads what has happened: the roots that changed.
    mutating func changes() -> Set<Int> {
      var changed: Set<Int> = []
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return changed }
        var offset = 0
        while offset + 16 <= count {
          let (watch, mask, length) = buffer.withUnsafeBytes { bytes in
            (
              bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self),
              bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self),
              Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
            )
          }
          let name = buffer[(offset + 16)..<min(count, offset + 16 + length)].prefix { $0 != 0 }
          offset += 16 + length
          handle(watch, mask, String(decoding: name, as: UTF8.self), &changed)
        }
      }
    }

    private mutating func handle(_ watch: Int32, _ mask: UInt32, _ name: String, _ changed: inout Set<Int>) {
      if mask & UInt32(IN_Q_OVERFLOW) != 0 {
        // Events were lost: everything may have changed, and new folders may be unknown.
        changed.formUnion(roots.indices)
        for index in roots.indices { self.watch(root: index) }
        return
      }
      guard mask & UInt32(IN_IGNORED) == 0 else {
        interests[watch] = nil
        return
      }
      let isFolder = mask & UInt32(IN_ISDIR) != 0
      for interest in interests[watch] ?? [] {
        guard !name.isEmpty else {
          if interest.only == nil { changed.insert(interest.root) }
          continue
        }
        guard interest.only.map({ $0 == name }) ?? !IgnoredFiles.contains(name, in: interest.folder) else { continue }
        changed.insert(interest.root)
        let path = interest.only == nil ? "\(interest.folder)/\(name)" : roots[interest.root]
        if mask & UInt32(IN_MOVED_FROM) != 0 && isFolder { forget(path, root: interest.root) }
        if mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0, FolderEntries.isFolder(path), isFolder || interest.only != nil {
          addTree(path, root: interest.root)
        }
      }
    }

    /// A folder that was moved away is watched on under its old path until it is forgotten.
    private mutating func forget(_ path: String, root: Int) {
      for (watch, list) in interests {
        let left = list.filter { interest in
          interest.root != root || interest.only != nil
            || interest.folder != path && !interest.folder.hasPrefix(path + "/")
        }
        guard left.count < list.count else { continue }
        interests[watch] = left
        if left.isEmpty { inotify_rm_watch(descriptor, watch) }
      }
    }
  }
#endif
