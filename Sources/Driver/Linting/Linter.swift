public import Diagnostics
public import Policy
public import Source
public import Spec
import Template
import YAML

/// Checks stacks: compiles each file, and leaves out what was asked to be left out.
public struct Linter: Sendable {
  /// What to report, and what is known of the deployment.
  public var configuration: Configuration
  /// The day for which dates are judged.
  public var today: CalendarDate
  /// What files are that hold a policy document alone; nil to judge each by its elements.
  public var policyKind: PolicyKind?
  /// How standard input is called; the files around it are looked for in its folder.
  public var standardInputName = "stack.yaml"

  /// Makes a linter.
  public init(_ configuration: Configuration, today: CalendarDate) {
    self.configuration = configuration
    self.today = today
  }

  /// How many files are checked together, and how many bytes of them: enough that the program's code is fetched once for many
  /// small ones, few enough that what is known of them stays in the processor's caches, and takes a few megabytes.
  public static let batch = (files: 16, bytes: 1 << 17)

  /// Checks files, `-` being standard input, and hands over what came of each, in their order; nil for one that cannot be read.
  public func lint(_ paths: [String], _ done: (String, Compilation?) throws -> Void) rethrows {
    var pending: [(path: String, input: Compiler.Input?)] = []
    var bytes = 0
    for path in paths {
      let input = input(path)
      pending.append((path, input))
      bytes += input?.file.bytes.count ?? 0
      guard pending.count >= Self.batch.files || bytes >= Self.batch.bytes else { continue }
      try finish(pending, done)
      (pending, bytes) = ([], 0)
    }
    try finish(pending, done)
  }

  private func finish(
    _ pending: [(path: String, input: Compiler.Input?)], _ done: (String, Compilation?) throws -> Void
  ) rethrows {
    var compilations = lint(pending.compactMap(\.input))[...]
    for (path, input) in pending { try done(path, input == nil ? nil : compilations.popFirst()) }
  }

  private func input(_ path: String) -> Compiler.Input? {
    let bytes = path == "-" ? StandardInput.readAll() : DiskFiles(root: "").contents(of: path)
    guard let bytes else { return nil }
    let name = path == "-" ? standardInputName : path
    return Compiler.Input(SourceFile(path: name, bytes: bytes), files: DiskFiles(root: Self.folder(of: name)))
  }

  /// Checks one file, `-` being standard input; nil if it cannot be read.
  public func lint(_ path: String) -> Compilation? {
    input(path).map { lint($0.file, files: $0.files) }
  }

  /// Checks a text with the files around it.
  public func lint(_ file: SourceFile, files: any ProjectFiles) -> Compilation {
    Compiler.compile(file, files: files, options: options)
  }

  /// Checks some texts together, each with the files around it.
  public func lint(_ inputs: [Compiler.Input]) -> [Compilation] { Compiler.compile(inputs, options: options) }

  /// What a compilation is told.
  public var options: CompileOptions {
    var options = CompileOptions(
      today: today, deployment: Deployment(region: configuration.region, parameters: configuration.parameters))
    options.policyKind = policyKind
    options.givesAdvice = configuration.wantsAdvice
    return options
  }

  /// The report on some compilations.
  public func report(_ compilations: [Compilation]) -> Report {
    var report = Report(
      [], rules: Catalogue.compilerRules, failOn: configuration.failOn, version: Product.version)
    for compilation in compilations { add(compilation, to: &report) }
    return report
  }

  /// Adds what was found in a compilation to a report. Nothing else of the compilation is kept, so that many files take no
  /// more memory than what is to be told of them.
  public func add(_ compilation: Compilation, to report: inout Report) {
    let found = compilation.findings.diagnostics.filter { configuration.wants($0.rule.code) }
    let paths = Dictionary(
      found.map { ($0.span, compilation.path(at: $0.span)) }, uniquingKeysWith: { first, _ in first })
    report.parts.append(Report.Part(found, sources: compilation.sources, path: { paths[$0] ?? [] }))
    report.suppressed += compilation.suppressed
  }

  /// The folder of a path; empty for the current one.
  public static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// The program as it names itself.
public enum Product {
  /// The version, after semver.org.
  public static let version = "0.1.0"
}
