import Diagnostics
import Driver
import Source
import Spec
import Template
import TestSupport

/// A stack of a case, compiled on a fixed day.
struct LimitStack {
  let compilation: Compilation
  /// Offsets of the marks.
  let marks: [Int]

  init(_ marked: String, files: [String: String], region: String? = nil) {
    let marked = MarkedText(marked)
    marks = marked.offsets
    guard let day = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    compilation = Compiler.compile(
      SourceFile(path: "stack.yaml", text: marked.text), files: FilesInMemory(files),
      options: CompileOptions(today: day, deployment: Deployment(region: region)))
  }

  /// The findings that cite a limit.
  func findings(citing row: String) -> [Diagnostic] {
    compilation.findings.diagnostics.filter { $0.citations.contains { $0.limit == row } }
  }

  /// What was found, for a message.
  var found: [String] {
    compilation.findings.diagnostics.map { "\($0.rule.code) at \($0.span.start) cites \($0.limits): \($0.message)" }
  }
}
