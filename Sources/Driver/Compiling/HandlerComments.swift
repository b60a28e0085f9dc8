import Diagnostics
import Source
import YAML

/// The comments for the compiler in the code of functions.
enum HandlerComments {
  /// Those of the files that are no YAML: from `#` or `//` before the compiler's name to the end of the line.
  static func of(_ compilation: Compilation) -> [SourceComment] {
    // Each tree is of one file.
    guard compilation.sources.files.count > compilation.trees.count else { return [] }
    let parsed = Set(compilation.trees.map(\.source))
    return compilation.sources.files.indices.flatMap { index -> [SourceComment] in
      let id = SourceID(UInt32(clamping: index))
      guard !parsed.contains(id), let file = compilation.sources[id], let sign = sign(of: file.path),
        file.mentionsProgram
      else { return [] }
      return file.lineStarts.indices.compactMap { comment(in: file.lineRange($0), of: file, id, sign) }
    }
  }

  private static func sign(of path: String) -> [UInt8]? {
    switch path.split(separator: ".").last {
    case "py": Array("#".utf8)
    case "js", "mjs", "cjs", "ts", "mts", "cts", "tsx": Array("//".utf8)
    default: nil
    }
  }

  private static func comment(in line: Range<Int>, of file: SourceFile, _ id: SourceID, _ sign: [UInt8])
    -> SourceComment?
  {
    let name = Array("stackc".utf8)
    for start in line where file.bytes[start..<line.upperBound].starts(with: sign) {
      let text = file.bytes[(start + sign.count)..<line.upperBound]
      guard text.drop(while: { $0 == 0x20 || $0 == 0x09 }).starts(with: name) else { continue }
      return SourceComment(Span(id, start, line.upperBound), text: String(decoding: text, as: UTF8.self))
    }
    return nil
  }
}
