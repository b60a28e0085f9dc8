public import Diagnostics
public import Source
import YAML

/// Reads baseline files.
public enum BaselineFile {
  /// Why a baseline cannot be used.
  public struct Failure: Error {
    /// What is wrong.
    public let message: String
  }

  /// A baseline, with the file it was read from so that its stale entries can be shown.
  public struct Loaded: Sendable {
    /// The baseline.
    public let baseline: Baseline
    /// Its text.
    public let sources: SourceMap
  }

  /// Reads a file.
  public static func read(_ path: String) throws(Failure) -> Loaded {
    guard let bytes = DiskFiles(root: "").contents(of: path) else {
      throw Failure(message: "the baseline `\(path)` cannot be read")
    }
    var sources = SourceMap()
    let file = SourceFile(path: path, bytes: bytes)
    let id = sources.add(file)
    var findings = Findings()
    let tree = SyntaxTree.parse(file, id: id, into: &findings)
    guard let root = tree.root, !findings.contains(atLeast: .error) else {
      throw Failure(message: "the baseline `\(path)` is no JSON")
    }
    do {
      return Loaded(baseline: try Baseline(root.datum), sources: sources)
    } catch {
      let place = sources.start(of: error.span)
      throw Failure(message: "\(path):\(place?.line ?? 1):\(place?.column ?? 1): \(error.message)")
    }
  }
}

extension Node {
  /// The node as plain data.
  var datum: Datum {
    switch kind {
    case .sequence: Datum(.list(items.map(\.datum)), span)
    case .mapping:
      Datum(
        .map(entries.map { Datum.Member(key: $0.key.text, keySpan: $0.key.span, value: $0.value.datum) }), span)
    case .scalar:
      switch scalar {
      case .null: Datum(.null, span)
      case .bool(let value): Datum(.bool(value), span)
      case .integer(let value): Datum(.number(String(value)), span)
      case .number(let text): Datum(.number(text), span)
      case .string: Datum(.string(PartialText(text)), span)
      }
    }
  }
}
