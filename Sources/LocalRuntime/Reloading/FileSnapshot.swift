import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Sizes and times of the files below a path: what two looks at it compare.
struct FileSnapshot: Equatable {
  /// The most files that are looked at: beyond it, a change of the others goes unseen rather than each look take seconds.
  static let mostFiles = 50_000

  private struct Stamp: Equatable {
    let seconds: Int
    let nanoseconds: Int
    let size: Int
  }

  private var stamps: [String: Stamp] = [:]

  /// Looks at a file, or at a folder and all below it.
  init(of root: String) {
    var folders: [String] = []
    if let isFolder = add(root, followsLinks: true), isFolder { folders = [root] }
    while let folder = folders.popLast(), stamps.count < Self.mostFiles {
      for name in FolderEntries.names(of: folder) where !IgnoredFiles.contains(name, in: folder) {
        let path = "\(folder)/\(name)"
        if let isFolder = add(path, followsLinks: false), isFolder { folders.append(path) }
      }
    }
  }

  /// Notes one file; whether it is a folder, nil if it is not there.
  private mutating func add(_ path: String, followsLinks: Bool) -> Bool? {
    var info = stat()
    guard (followsLinks ? stat(path, &info) : lstat(path, &info)) == 0 else { return nil }
    let isFolder = info.st_mode & S_IFMT == S_IFDIR
    #if canImport(Darwin)
      let time = info.st_mtimespec
    #else
      let time = info.st_mtim
    #endif
    // A folder's own time changes with the files that are ignored; its entries say more.
    stamps[path] =
      isFolder
      ? Stamp(seconds: 0, nanoseconds: 0, size: 0)
      : Stamp(seconds: Int(time.tv_sec), nanoseconds: Int(time.tv_nsec), size: Int(info.st_size))
    return isFolder
  }
}

/// What stands in folders.
enum FolderEntries {
  /// Names of the entries of a folder; none if it cannot be read.
  static func names(of folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Paths of the folders in a folder, without links, which could lead back, and without those that are ignored.
  static func folders(in folder: String) -> [String] {
    names(of: folder).filter { !IgnoredFiles.contains($0, in: folder) }.map { "\(folder)/\($0)" }.filter { path in
      var info = stat()
      return lstat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
    }
  }

  /// Whether there is a folder, or a link to one.
  static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }
}
