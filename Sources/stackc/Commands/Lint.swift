import ArgumentParser
import Diagnostics
import Driver
import Source
import Spec

struct Lint: ParsableCommand {
  @Argument var paths: [String] = ["."]
  func run() throws {
    for f in StackFinder().find(paths).files {
      let dir = f.split(separator: "/").dropLast().joined(separator: "/")
      guard let b = DiskFiles(root: "").contents(of: f), let today = CalendarDate.today else { continue }
      let c = Compiler.compile(
        SourceFile(path: f, bytes: b), files: DiskFiles(root: dir), options: CompileOptions(today: today))
      for d in c.findings.diagnostics {
        let l = c.sources.start(of: d.span)
        Terminal.out(
          "\(c.sources[d.span.source]?.path ?? "?"):\(l?.line ?? 0):\(l?.column ?? 0): \(d.severity.rawValue)[\(d.rule.code)] \(d.message)\n"
        )
      }
    }
  }
}
struct Build: ParsableCommand {
  @Argument var path = "stack.yaml"
  @Option(name: .short) var output = "build"
  func run() throws {
    let dir = path.split(separator: "/").dropLast().joined(separator: "/")
    guard let b = DiskFiles(root: "").contents(of: path), let today = CalendarDate.today else { return }
    var c = Compiler.compile(
      SourceFile(path: path, bytes: b), files: DiskFiles(root: dir), options: CompileOptions(today: today))
    for o in StackBuilder(folder: dir).build(&c, products: [.template, .code]) {
      try OutputFolder(output).write(o.contents, to: o.path)
    }
  }
}
struct Graph: ParsableCommand {}
struct Explain: ParsableCommand {}
