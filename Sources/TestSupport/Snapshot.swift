import Foundation

/// Compares text with what a file holds. `STACKC_RECORD=1 swift test` writes the files anew.
public struct Snapshot: Sendable {
  private let folder: URL

  /// Snapshots in the folder `Snapshots` beside a test.
  public init(beside file: String = #filePath) {
    folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Snapshots")
  }

  /// Whether snapshots are written rather than compared.
  public static var isRecording: Bool { ProcessInfo.processInfo.environment["STACKC_RECORD"] == "1" }

  /// What is different, in a form to be read; nil if nothing is.
  public func difference(_ text: String, _ name: String) -> String? {
    let file = folder.appendingPathComponent(name)
    if Self.isRecording {
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return nil
      } catch {
        return "cannot write \(file.path): \(error)"
      }
    }
    guard let data = try? Data(contentsOf: file) else {
      return "no snapshot \(file.path); STACKC_RECORD=1 swift test writes it. It would hold:\n\(text)"
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != text else { return nil }
    return "differs from \(file.path) (STACKC_RECORD=1 swift test writes it anew):\n" + Self.compare(expected, text)
  }

  /// The lines that differ: `-` as expected, `+` as found.
  static func compare(_ expected: String, _ found: String) -> String {
    let old = expected.components(separatedBy: "\n")
    let new = found.components(separatedBy: "\n")
    var lines = old.map { (sign: " ", text: $0) }
    let changes = new.difference(from: old)
    for change in changes.removals {
      if case .remove(let offset, _, _) = change { lines[offset].sign = "-" }
    }
    var result: [String] = []
    var position = 0
    let added = Dictionary(
      uniqueKeysWithValues: changes.insertions.compactMap { change -> (Int, String)? in
        guard case .insert(let offset, let element, _) = change else { return nil }
        return (offset, element)
      })
    for line in lines {
      if line.sign == "-" {
        result.append("- \(line.text)")
        continue
      }
      while let text = added[position] {
        result.append("+ \(text)")
        position += 1
      }
      result.append("  \(line.text)")
      position += 1
    }
    while let text = added[position] {
      result.append("+ \(text)")
      position += 1
    }
    return result.joined(separator: "\n")
  }
}
