public import Source

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files below a folder of the disk.
public struct DiskFiles: ProjectFiles {
  /// The folder that paths are relative to; empty for the current one.
  public let root: String

  /// Files beyond this are not read: nothing that the compiler looks into is that large.
  public static let largestFile = 64 * 1024 * 1024

  /// Makes a view of a folder.
  public init(root: String) { self.root = root }

  /// The path as the system takes it.
  public func systemPath(_ path: String) -> String {
    if path.hasPrefix("/") || root.isEmpty || root == "." { return path.isEmpty ? "." : path }
    return path.isEmpty ? root : "\(root)/\(path)"
  }

  /// The path as the system takes it: relative to where the command runs.
  public func displayPath(_ path: String) -> String { systemPath(path) }

  /// What stands at a path, following symbolic links.
  public func kind(of path: String) -> FileKind? {
    var status = stat()
    guard stat(systemPath(path), &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG, S_IFIFO, S_IFCHR: return .file
    default: return nil
    }
  }

  /// The bytes of a file.
  public func contents(of path: String) -> [UInt8]? {
    let descriptor = open(systemPath(path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return Self.readAll(descriptor)
  }

  /// The names in a folder, sorted by their bytes.
  public func names(in path: String) -> [String] {
    guard let folder = opendir(systemPath(path)) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a file may be run by its owner.
  func isExecutable(_ path: String) -> Bool {
    var status = stat()
    return stat(systemPath(path), &status) == 0 && status.st_mode & S_IXUSR != 0
  }

  /// Reads a descriptor to its end; nil on an error or past ``largestFile``.
  static func readAll(_ descriptor: Int32) -> [UInt8]? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return nil }
    // A file's size is only a beginning: it may grow, and a pipe has none.
    var chunk = max(4096, min(Int(status.st_size) + 1, largestFile))
    var bytes: [UInt8] = []
    while bytes.count <= largestFile {
      var count = 0
      let more = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, initialized in
        count = readRetrying(descriptor, buffer.baseAddress, chunk)
        initialized = max(0, count)
      }
      if count < 0 { return nil }
      if count == 0 { return bytes }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      chunk = max(4096, bytes.count)
    }
    return nil
  }

  private static func readRetrying(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    guard let buffer else { return -1 }
    while true {
      let result = read(descriptor, buffer, count)
      if result >= 0 || errno != EINTR { return result }
    }
  }
}
