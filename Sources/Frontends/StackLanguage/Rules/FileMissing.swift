import Diagnostics
import Source

extension Rule {
  static let fileMissing = Rule(
    "STK211", "file-missing", .error, "a file or folder that does not exist",
    why:
      "The stack cannot be packed, or the included part read, without it. Paths are relative to the file they are written in.",
    examples: [
      .bad("include: [↓queues.yaml]\nqueues:\n  jobs: {}\n"),
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.f, code: ↓source }\n",
        files: ["src/app.py": "def f(event, context): pass\n"]),
      .good("include: [queues.yaml]\ntopics:\n  news: {}\n", files: ["queues.yaml": "queues:\n  jobs: {}\n"]),
    ])
}

extension Diagnostic {
  static func fileMissing(_ path: String, at span: Span, near names: [String] = []) -> Diagnostic {
    var diagnostic = Diagnostic(.fileMissing, "`\(path)` does not exist", at: span)
    if let nearest = Spelling.nearest(to: path, in: names) { diagnostic.label = "did you mean `\(nearest)`?" }
    return diagnostic
  }
}
