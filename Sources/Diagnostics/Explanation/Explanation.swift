import Source

/// A rule, explained: the text of `stackc explain`, and its page in the reference.
public struct Explanation: Sendable {
  /// Examples with the fault that are shown; the others are for the tests.
  private static let mostExamples = 2

  let rule: Rule
  /// The documented limits the rule rests on, a line each, with their sources.
  let limits: [String]

  /// Explains a rule.
  ///
  /// - Parameter limits: the limits of ``Rule/limits`` as `stackc limits` words them; the facts are another module's.
  public init(_ rule: Rule, limits: [String] = []) {
    self.rule = rule
    self.limits = limits
  }

  /// Examples with the fault.
  var bad: [Rule.Example] { Array(rule.examples.filter(\.isBad).prefix(Self.mostExamples)) }
  /// What to write instead, if no example is mended by a fix.
  var good: Rule.Example? { bad.contains { $0.fixed != nil } ? nil : rule.examples.first { !$0.isBad } }
}

extension Rule.Example {
  /// A file of an example, without marks.
  struct File {
    let source: SourceFile
    /// What is marked, a word each.
    let marks: [Range<Int>]
  }

  /// The stack, then the files beside it by name.
  var allFiles: [File] {
    [File(file, text)] + files.sorted { $0.key < $1.key }.map { File($0.key, $0.value) }
  }
}

extension Rule.Example.File {
  /// Ends a word of YAML that is marked.
  private static let delimiters = Set(" ,:}]{[\n\r\"'".utf8)

  fileprivate init(_ path: String, _ marked: String) {
    let arrow = Array("↓".utf8)
    let bytes = Array(marked.utf8)
    var plain: [UInt8] = []
    var starts: [Int] = []
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: arrow) {
        starts.append(plain.count)
        index += arrow.count
      } else {
        plain.append(bytes[index])
        index += 1
      }
    }
    source = SourceFile(path: path, bytes: plain)
    marks = starts.map { start in
      let rest = plain[start...].dropFirst()
      return start..<min(plain.count, rest.firstIndex(where: Self.delimiters.contains) ?? plain.count)
    }
  }
}
