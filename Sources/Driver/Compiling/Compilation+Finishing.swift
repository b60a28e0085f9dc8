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
  /// The findings, which are sorted, without those that say the same of the same place again.
  fileprivate var withoutRepetition: Findings {
    var kept = Findings()
    // What the findings say that have the place and the code of the last one: they stand side by side.
    var told: Set<String> = []
    for place in diagnostics.indices {
      let isAlike =
        place > 0 && diagnostics[place].span == diagnostics[place - 1].span
        && diagnostics[place].rule.code == diagnostics[place - 1].rule.code
      if isAlike {
        told.insert(diagnostics[place - 1].message)
      } else if !told.isEmpty {
        told = []
      }
      if !told.contains(diagnostics[place].message) { kept.report(diagnostics[place]) }
    }
    return kept
  }
}

extension SourceFile {
  /// Whether the text holds `stackc` and a colon after it, as a comment for the compiler does.
  var mentionsProgram: Bool {
    let name = Array("stackc".utf8)
    // `k` is rarer in texts than the other letters.
    let rarest = 4
    return bytes.withUnsafeBufferPointer { bytes in
      var start = rarest
      while let letter = bytes.position(of: name[rarest], from: start) {
        start = letter + 1
        let found = letter - rarest
        guard bytes[found...].starts(with: name) else { continue }
        let rest = bytes[(found + name.count)...].drop { $0 == 0x20 || $0 == 0x09 }
        if rest.first == UInt8(ascii: ":") { return true }
      }
      return false
    }
  }
}
