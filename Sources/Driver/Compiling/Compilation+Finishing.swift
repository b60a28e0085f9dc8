import Diagnostics
import Source
import Template
import YAML

extension Compilation {
  /// Orders what was found, and leaves out what comments in the sources name.
  mutating func finish() {
    findings.sort()
    findings = findings.withoutRepetition.citingLimits
    if let template, template.isWrittenAsTemplate {
      let unwanted = CfnLintSuppressions(template)
      var kept = Findings()
      for finding in findings.diagnostics {
        if unwanted.cover(finding) { suppressed += 1 } else { kept.report(finding) }
      }
      findings = kept
    }
    // Few files have such a comment, and looking for comments costs a walk over the whole tree.
    let trees = trees.filter { sources[$0.source]?.mentionsProgram == true }
    let handlers = HandlerComments.of(self)
    guard !trees.isEmpty || !handlers.isEmpty else { return }
    let comments = trees.flatMap { $0.comments() }.map { SourceComment($0.span, text: $0.text) } + handlers
    let outcome = Suppressions(comments, in: sources, rules: Catalogue.compilerRules).apply(to: findings)
    findings = outcome.findings
    suppressed += outcome.suppressed
  }
}

extension Findings {
  /// The findings without those that say the same of the same place again; the order stays.
  fileprivate var withoutRepetition: Findings {
    struct Key: Hashable {
      let code: String
      let span: Span
      let message: String
    }
    var seen: Set<Key> = []
    var kept = Findings()
    for diagnostic in diagnostics {
      let key = Key(code: diagnostic.rule.code, span: diagnostic.span, message: diagnostic.message)
      if seen.insert(key).inserted { kept.report(diagnostic) }
    }
    return kept
  }
}

extension SourceFile {
  /// Whether the text holds `stackc` and a colon after it, as a comment for the compiler does.
  var mentionsProgram: Bool {
    let name = Array("stackc".utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while let found = bytes.position(of: name[0], from: start) {
        start = found + 1
        guard bytes[found...].starts(with: name) else { continue }
        let rest = bytes[(found + name.count)...].drop { $0 == 0x20 || $0 == 0x09 }
        if rest.first == UInt8(ascii: ":") { return true }
      }
      return false
    }
  }
}
