import Diagnostics
import Driver
import FuzzSupport
import Source
import Spec

/// The package manager links an executable's `main` to the name of its target and `_main`.
@_cdecl("FuzzLint_main")
func entry(_ count: CInt, _ arguments: Arguments) -> CInt { runFuzzer(count, arguments) { fuzz($0, $1) } }

/// The files around the stack: handlers of both languages, a layer, and a file to include.
private let files = FilesInMemory([
  "src/app.py": "def handle(event, context): pass\n", "src/index.mjs": "export const handle = async () => ({});\n",
  "layers/common/a.py": "", "more.yaml": "queues:\n  included: { retention: 14d }\n",
])

/// Compiles any bytes as a stack, and does all that `lint`, `build` and `graph` do with it in memory.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard let day = CalendarDate(parsing: "2026-11-24") else { return 0 }
  let linter = Linter(Configuration(), today: day)
  let file = SourceFile(path: "stack.yaml", bytes: Array(UnsafeBufferPointer(start: start, count: count)))
  let compilation = linter.lint(file, files: files)
  check(compilation.template != nil || compilation.findings.contains(atLeast: .error), "no template, and nothing said")
  for finding in compilation.findings.diagnostics { check(isInside(finding, compilation.sources), "a place outside") }
  let report = linter.report([compilation])
  for format in ReportFormat.allCases { _ = format.reporter().text(of: report) }
  for format in StackDrawing.Format.allCases { _ = StackDrawing().bytes(of: compilation, format) }
  _ = Fixer(linter, reach: .all).fix(file, files: files)
  return 0
}

/// Whether all places of a finding lie in files that were read.
private func isInside(_ finding: Diagnostic, _ sources: SourceMap) -> Bool {
  let spans = [finding.span] + finding.notes.map(\.span) + finding.fixes.flatMap { $0.edits.map(\.span) }
  return spans.allSatisfy { span in
    sources[span.source].map { span.start <= span.end && Int(span.end) <= $0.bytes.count } ?? false
  }
}
