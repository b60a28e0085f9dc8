import Diagnostics
import Source

/// An entry of the section `policies` of a stack file, where that is written line by line or not there yet.
struct PolicyEntryEdit {
  let sources: SourceMap

  /// Adds an entry to the section.
  func add(_ name: String, _ entry: FlowText, in source: SourceID) -> [Edit]? {
    guard let file = sources[source], !file.isJSON else { return nil }
    let lines = (0...file.lineIndex(of: file.bytes.count)).map { file.lineRange($0) }
    let texts = lines.map { file.text($0) }
    guard let first = texts.first(where: { !isEmpty($0) }), !first.hasPrefix("{") else { return nil }
    let free = unused(name, in: texts)
    guard let line = texts.firstIndex(where: { $0.hasPrefix("policies:") }) else {
      let end = file.endOfLine(before: file.bytes.count)
      let text = "\npolicies:\n  \(free): \(entry.yaml)"
      return [Edit(Span(source, end, end), text + (end == file.bytes.count ? "\n" : ""))]
    }
    guard isEmpty(String(texts[line].dropFirst("policies:".count))) else { return nil }
    guard let next = texts[(line + 1)...].first(where: { !isEmpty($0) }), next.hasPrefix(" ") else { return nil }
    let indent = next.prefix { $0 == " " }
    let end = lines[line].upperBound
    return [Edit(Span(source, end, end), "\n\(indent)\(free): \(entry.yaml)")]
  }

  /// Whether nothing but a comment stands in a line.
  private func isEmpty(_ line: String) -> Bool {
    let rest = line.drop { $0 == " " }
    return rest.isEmpty || rest.hasPrefix("#") || rest == "---"
  }

  /// The name, with a number where the file has it already.
  private func unused(_ name: String, in lines: [String]) -> String {
    for number in 2...(lines.count + 2) {
      let candidate = number == 2 ? name : "\(name)\(number - 1)"
      if !lines.contains(where: { $0.drop { $0 == " " }.hasPrefix("\(candidate):") }) { return candidate }
    }
    return "\(name)More"
  }
}
