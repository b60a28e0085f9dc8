import Diagnostics
import Source
import Template

extension Rule {
  static let handlerFunctionMissing = Rule(
    "STK535", "handler-function-missing", .error, "a handler whose function is not in its file",
    why: """
      The handler names a function that its file does not define or export. The stack is deployed, and every invocation \
      fails: `Runtime.HandlerNotFound`.
      """,
    examples: [
      .bad(
        "functions:\n  f: { runtime: python3.13, handler: app.↓chekout, code: src }\n",
        fixed: "functions:\n  f: { runtime: python3.13, handler: app.checkout, code: src }\n",
        files: ["src/app.py": "import json\n\ndef checkout(event, context):\n    def chekout(): pass\n"]),
      .bad(
        "functions:\n  f: { runtime: nodejs22.x, handler: \"index.↓handle\", code: src }\n",
        fixed: "functions:\n  f: { runtime: nodejs22.x, handler: \"index.handler\", code: src }\n",
        files: [
          "src/index.js": "// exports.handle = 1\nexports.handler = async (event) => `exports.handle = ${event}`;\n"
        ]),
      .good(
        "functions:\n  f: { runtime: python3.13, handler: app.run, code: src }\n",
        files: ["src/app.py": "try:\n    from fast import main as run\nexcept ImportError:\n    run = None\n"]),
      .good(
        "functions:\n  f: { runtime: nodejs22.x, handler: index.handler, code: src }\n",
        files: ["src/index.mjs": "async function main() {}\nexport { main as handler };\n"]),
    ])
}

extension Check {
  static let handlerFunctionMissing = Check(.handlerFunctionMissing) { context, findings in
    // Several functions often share one file.
    var known: [String: ModuleNames] = [:]
    for code in context.handlers {
      guard let path = code.sourcePath else { continue }
      if known[path] == nil {
        guard let bytes = context.files.contents(of: path), bytes.count <= HandlerCode.largestFile else { continue }
        known[path] = code.isPython ? ModuleNames(python: bytes) : ModuleNames(javaScript: bytes)
      }
      let name = code.isPython ? code.name : code.name.prefix { $0 != "." }
      guard let module = known[path], !module.isOpen, !module.names.contains(String(name)) else { continue }
      findings.report(.handlerFunctionMissing(code, name, path, module))
    }
  }
}

extension Diagnostic {
  static func handlerFunctionMissing(
    _ code: HandlerCode, _ name: Substring, _ path: String, _ module: ModuleNames
  ) -> Diagnostic {
    let span = code.span(name)
    var diagnostic = Diagnostic(
      .handlerFunctionMissing, "`\(path)` \(code.isPython ? "defines" : "exports") no `\(name)`", at: span,
      consequences: [
        code.isPython
          ? "every invocation fails: \"Runtime.HandlerNotFound: Handler '\(name)' missing on module '\(code.file)'\""
          : "every invocation fails: \"Runtime.HandlerNotFound: \(code.text) is undefined or not exported\""
      ])
    if let nearest = Spelling.nearest(to: String(name), in: module.names) {
      diagnostic.label = "did you mean `\(nearest)`?"
      let isOnly = Spelling.nearest(to: String(name), in: module.names.filter { $0 != nearest }) == nil
      diagnostic.fixes = [.replace(span, with: nearest, title: "change to `\(nearest)`", safe: isOnly)]
    } else if module.names.isEmpty {
      diagnostic.help = [code.isPython ? "define it at the file's top level" : "export it: `exports.\(name) = …`"]
    } else {
      // More names than these help nobody.
      let names = module.names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      diagnostic.help = ["it \(code.isPython ? "defines" : "exports") \(names)"]
    }
    return diagnostic
  }
}
