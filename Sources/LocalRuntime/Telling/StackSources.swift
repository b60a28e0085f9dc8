import Foundation
import Source
import Wiring

/// The stack's files, as they were when the plan was taken.
enum StackSources {
  /// Larger files are not shown: no person wrote them.
  static let largest = 8 << 20
  /// More files than any stack is written in.
  static let most = 64

  /// The files that the places of a plan name, by those names. What cannot be read is left out, and shown by its place alone.
  static func files(of plan: RunPlan) -> [String: SourceFile] {
    var names: Set<String> = []
    if let json = try? JSONValue(encoding: plan.plan) { collect(json, into: &names) }
    var files: [String: SourceFile] = [:]
    for name in names.sorted().prefix(most) {
      guard let bytes = candidates(name, folder: plan.folder).lazy.compactMap(read).first else { continue }
      files[name] = SourceFile(path: name, bytes: bytes)
    }
    return files
  }

  /// Where a file may be: places name files as the compiler was given them, relative to its own folder or to the stack's.
  private static func candidates(_ name: String, folder: String) -> [String] {
    if name.hasPrefix("/") { return [name] }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return ["\(folder)/\(name)", name, "\(folder)/\(last)"]
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      attributes[.type] as? FileAttributeType == .typeRegular,
      let size = attributes[.size] as? Int, size <= largest, let data = FileManager.default.contents(atPath: path)
    else { return nil }
    return [UInt8](data)
  }

  /// The `file` of every place.
  private static func collect(_ json: JSONValue, into names: inout Set<String>) {
    switch json {
    case .object(let members):
      if let file = json["file"]?.string, json["line"] != nil { names.insert(file) }
      for member in members.items { collect(member.value, into: &names) }
    case .array(let items): for item in items { collect(item, into: &names) }
    case .null, .bool, .integer, .decimal, .string: break
    }
  }
}
