/// The files around a stack, as the compiler may see them: the only door to the disk for front ends and rules.
public protocol ProjectFiles: Sendable {
  /// What stands at a path; paths are relative to the folder of the stack file.
  func kind(of path: String) -> FileKind?
  /// The bytes of a file; nil if there is none or it cannot be read.
  func contents(of path: String) -> [UInt8]?
  /// The names in a folder, sorted; empty if it is none.
  func names(in path: String) -> [String]
  /// How a path is named to the reader.
  func displayPath(_ path: String) -> String
}

extension ProjectFiles {
  /// The path as it is.
  public func displayPath(_ path: String) -> String { path }
}

/// What stands at a path.
public enum FileKind: Sendable {
  case file
  case folder
}

/// Files held in memory: tests, rule examples and text from standard input.
public struct FilesInMemory: ProjectFiles {
  private let files: [String: [UInt8]]

  /// Takes contents by path.
  public init(_ files: [String: String] = [:]) { self.files = files.mapValues { Array($0.utf8) } }

  /// A file if its contents were given, a folder if a file lies below.
  public func kind(of path: String) -> FileKind? {
    let path = Self.normalised(path)
    if files[path] != nil { return .file }
    let prefix = path.isEmpty ? "" : path + "/"
    return files.keys.contains { $0.hasPrefix(prefix) } ? .folder : nil
  }

  /// The contents that were given.
  public func contents(of path: String) -> [UInt8]? { files[Self.normalised(path)] }

  /// The names below a path.
  public func names(in path: String) -> [String] {
    let path = Self.normalised(path)
    let prefix = path.isEmpty ? "" : path + "/"
    let names = files.keys.filter { $0.hasPrefix(prefix) }.compactMap {
      $0.dropFirst(prefix.count).split(separator: "/").first
    }
    return Set(names.map(String.init)).sorted()
  }

  /// A path without `.`, empty parts and, where it can be resolved, `..`.
  static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
