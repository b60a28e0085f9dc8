import Diagnostics
import Source
import Template

extension Rule {
  static let handlerFileMissing = Rule(
    "STK534", "handler-file-missing", .error, "a handler whose file is not in the code",
    why: """
      The handler names a file of the code and a function in it. If the file is not there, the function is deployed, and \
      every invocation fails: `Runtime.ImportModuleError: Unable to import module`.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: ↓ap.f, code: src }\n",
        fixed: "functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n", files: Samples.handler),
      .bad(
        "functions:\n  f: { runtime: nodejs22.x, handler: ↓lib/indx.handler, code: src }\n",
        fixed: "functions:\n  f: { runtime: nodejs22.x, handler: lib/index.handler, code: src }\n",
        files: ["src/lib/index.mjs": "export const handler = async () => {};\n"]),
      .good("functions:\n  f: { runtime: python3.13, handler: app.f, code: src }\n", files: Samples.handler),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: jobs.nightly.run, code: src }\n",
        files: ["src/jobs/nightly.py": "def run(event, context): pass\n"]),
    ])
}

extension Check {
  static let handlerFileMissing = Check(.handlerFileMissing) { context, findings in
    for code in context.handlers where code.sourcePath == nil {
      // A layer may bring the file along.
      guard code.function["Layers"] == nil, !code.isCompiled else { continue }
      findings.report(.handlerFileMissing(code))
    }
  }
}

extension Diagnostic {
  static func handlerFileMissing(_ code: HandlerCode) -> Diagnostic {
    let span = code.span(code.file)
    let wanted = code.endings.first ?? ""
    var diagnostic = Diagnostic(
      .handlerFileMissing,
      "`\(code.folder)` has no file `\(code.path(of: code.file).dropFirst(code.folder.count + 1))\(wanted)`",
      at: span,
      consequences: [
        code.isPython
          ? "every invocation fails: \"Runtime.ImportModuleError: Unable to import module '\(code.file)'\""
          : "every invocation fails: \"Runtime.ImportModuleError: Error: Cannot find module '\(code.file)'\""
      ])
    let modules = code.modules
    if !code.isPython, code.context.files.kind(of: code.path(of: code.file) + ".ts") == .file {
      diagnostic.help = ["Lambda does not run TypeScript: name the command that compiles it with `build:`"]
    } else if let nearest = Spelling.nearest(to: String(code.file), in: modules) {
      diagnostic.label = "did you mean `\(nearest)`?"
      let isOnly = Spelling.nearest(to: String(code.file), in: modules.filter { $0 != nearest }) == nil
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: isOnly)]
    } else if !modules.isEmpty {
      // More names than these help nobody.
      diagnostic.help = ["it has \(modules.prefix(8).map { "`\($0)`" }.joined(separator: ", "))"]
    }
    return diagnostic
  }
}
