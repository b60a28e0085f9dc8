public import Questions
import Source
import Wiring

/// Reads what `stackc run --record` wrote.
public enum RecordingFile {
  /// Bytes of a recording that are read: 100,000 calls, as many as a run writes, of 1 KB each.
  static let longest = 100 << 20

  /// Why a file is no recording.
  public struct Refusal: Error {
    /// Where and what is wrong, in one line.
    public let message: String
  }

  /// Reads a file.
  public static func read(_ path: String) throws(Refusal) -> Recording {
    guard let bytes = DiskFiles(root: "").contents(of: path) else {
      throw Refusal(message: "`\(path)` cannot be read")
    }
    guard bytes.count <= longest else {
      throw Refusal(message: "`\(path)` has more than \(longest >> 20) MB: make a shorter recording")
    }
    return try recording(bytes, path)
  }

  /// Reads lines; the last may be cut short, as a killed run leaves it.
  static func recording(_ bytes: [UInt8], _ path: String) throws(Refusal) -> Recording {
    var recording = Recording()
    var calls: Set<RecordedCall> = []
    var hasHeader = false
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      let file = SourceFile(path: path, bytes: Array(line))
      guard let datum = try? Datum(json: file, id: SourceID(0)) else {
        if index == lines.count - 1 { break }
        throw Refusal(message: "\(path):\(index + 1): this line is no JSON")
      }
      if datum["recording"] != nil {
        guard datum["recording"]?.text?.literal == String(RecordingHeader.currentVersion) else {
          throw Refusal(message: "\(path):\(index + 1): a recording of another version of stackc")
        }
        hasHeader = true
        recording.services.formUnion(datum["services"]?.items?.compactMap(\.literal) ?? [])
        continue
      }
      guard let call = RecordedCall(datum) else {
        throw Refusal(message: "\(path):\(index + 1): a call has `role`, `action` and `resource`")
      }
      if calls.insert(call).inserted { recording.calls.append(call) }
    }
    guard hasHeader else { throw Refusal(message: "`\(path)` is no recording of `stackc run --record`") }
    return recording
  }
}

extension RecordedCall {
  fileprivate init?(_ datum: Datum) {
    guard let role = datum["role"]?.literal, let action = datum["action"]?.literal,
      let resource = datum["resource"]?.literal
    else { return nil }
    var context: [String: [String]] = [:]
    for member in datum["context"]?.members ?? [] { context[member.key] = member.value.items?.compactMap(\.literal) }
    self.init(
      role: role, function: datum["function"]?.literal, action: action, resource: resource, context: context)
  }
}
