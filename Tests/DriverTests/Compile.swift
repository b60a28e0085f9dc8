import Diagnostics
import Driver
import Source
import Spec

/// Compiles texts on a fixed day.
enum Compile {
  static let sampleFiles = FilesInMemory(["src/app.py": "def f(event, context): pass\n", "lib/a.py": ""])

  static let options: CompileOptions = {
    guard let today = CalendarDate(parsing: "2026-11-24") else { preconditionFailure("a date") }
    return CompileOptions(today: today)
  }()

  static func text(_ text: String, files: any ProjectFiles = sampleFiles, path: String = "stack.yaml") -> Compilation {
    Compiler.compile(SourceFile(path: path, text: text), files: files, options: options)
  }

  /// The findings as `CODE text at the place`.
  static func findings(_ compilation: Compilation) -> [String] {
    compilation.findings.diagnostics.map { "\($0.rule.code) \(compilation.sources.text($0.span))" }
  }
}
