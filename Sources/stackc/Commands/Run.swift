import ArgumentParser
import Diagnostics
import Driver
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs the stack on this machine: APIs, queues, handlers, with permissions enforced.",
    discussion: """
      Ends with Ctrl-C. Editing the stack or a handler is taken up while it runs. Status: 0 ended by Ctrl-C or SIGTERM, \
      1 it could not start.
      """)

  @Argument(
    help: ArgumentHelp(
      "The stack file, or a wiring plan (`.json`); stack.yaml or template.yaml if not given.", valueName: "stack"))
  var named: String?
  @OptionGroup var runtime: RuntimeOptions
  @OptionGroup var stack: StackOptions

  private var file: String { StackFinder().stack(named) }

  func run() throws {
    guard let program = RuntimeProcess.find() else {
      Terminal.tell(
        """
        error: `\(RuntimeProcess.program)` is neither beside `stackc` nor on PATH
        help: `make release` builds both; or name it in \(RuntimeProcess.variable)\n
        """)
      throw ExitCode(1)
    }
    let plan = LocalPlan(folder: Linter.folder(of: file))
    let isPlan = LocalPlan.isPlan(file)
    let session = try Session(stack, near: file)
    guard !isPlan else { return try follow(start(program, plan, file), session, plan, nil) }
    guard let seen = try makePlan(session, plan, known: [file]), seen.isWritten else { throw ExitCode(1) }
    try follow(start(program, plan, plan.path), session, plan, seen)
  }

  /// The files that a plan was made of.
  private struct Seen {
    let isWritten: Bool
    let files: [String]
    let stamps: FileStamps
  }

  private func start(_ program: String, _ plan: LocalPlan, _ path: String) throws -> RuntimeProcess {
    let folder = plan.folder.isEmpty ? "." : plan.folder
    Signals.catchThem()
    guard
      let process = RuntimeProcess(
        program, ["run", path, "--folder", folder, "--state", plan.state, "--ends-with-input"] + runtime.arguments)
    else {
      Terminal.tell("error: `\(program)` cannot be started\n")
      throw ExitCode(1)
    }
    return process
  }

  /// Compiles the stack and puts its plan in place; says what was found. Nil if the stack file cannot be read just now.
  private func makePlan(_ session: Session, _ plan: LocalPlan, known: [String]) throws -> Seen? {
    // Stamped before they are read: a file that is saved meanwhile counts as changed.
    let before = FileStamps(known)
    guard var compilation = session.linter.lint(file) else {
      Terminal.tell("error: `\(file)` cannot be read\n")
      return nil
    }
    let files = compilation.paths
    var isWritten = false
    if LocalPlan.canRun(compilation) {
      do {
        isWritten = try plan.write(&compilation, options: session.linter.options)
      } catch {
        Terminal.tell("error: \(error.path): \(error.reason)\n")
      }
    }
    let report = session.linter.report([compilation])
    if report.parts.contains(where: { !$0.diagnostics.isEmpty }) { Terminal.report(report, .text, toPeople: true) }
    return Seen(isWritten: isWritten, files: files, stamps: files == known ? before : FileStamps(files))
  }

  /// Stays until the runtime ends; makes the plan anew when a file of the stack changes.
  private func follow(_ process: RuntimeProcess, _ session: Session, _ plan: LocalPlan, _ first: Seen?) throws {
    var seen = first
    var isAsked = false
    while true {
      if let status = process.statusIfEnded() { throw ExitCode(status) }
      if Signals.isAsked, !isAsked {
        isAsked = true
        process.end()
      }
      usleep(Self.glance)
      // An editor may take a file away for a moment before it puts the new one there.
      guard let last = seen, !isAsked, FileStamps(last.files) != last.stamps,
        last.files.allSatisfy({ access($0, R_OK) == 0 })
      else { continue }
      Terminal.tell("the stack was edited\n")
      guard let next = try makePlan(session, plan, known: last.files) else { continue }
      seen = next
      if !next.isWritten { Terminal.tell("it cannot run like this; what ran before goes on\n") }
    }
  }

  /// Microseconds between two looks at the files and at the child: quick for a person, nothing for a machine.
  private static let glance: UInt32 = 150_000
}

/// What the runtime is told besides the plan.
struct RuntimeOptions: ParsableArguments {
  @Option(help: "The port that AWS's clients and the APIs use; 0 takes a free one.") var port: Int?
  @Option(help: "How permissions are enforced: strict, soft (told, and let through) or off.") var iam: String?
  @Option(help: ArgumentHelp("A real server for a service: dynamodb=http://127.0.0.1:5000.", valueName: "service=url"))
  var bind: [String] = []
  @Option(help: "The Python that runs Python handlers; it needs the package awslambdaric.") var python: String?
  @Option(help: "The Node.js that runs Node.js handlers.") var node: String?
  @Option(help: "How events are told: text on standard error, or json on standard output.") var events: String?

  @Option(help: ArgumentHelp("A file to add what roles are used for to, for `stackc tighten`.", valueName: "file"))
  var record: String?

  /// The arguments of `stackc-local`.
  var arguments: [String] {
    var words = bind.flatMap { ["--bind", $0] }
    if let port { words += ["--port", String(port)] }
    if let iam { words += ["--iam", iam] }
    if let python { words += ["--python", python] }
    if let node { words += ["--node", node] }
    if let events { words += ["--events", events] }
    if let record { words += ["--record", record] }
    return words
  }
}

/// Ctrl-C and SIGTERM: noted, so that the runtime can end its children first.
private enum Signals {
  private static let count = Atomic<Int>(0)

  static var isAsked: Bool { count.load(ordering: .relaxed) > 0 }

  static func catchThem() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Signals.count.add(1, ordering: .relaxed) }
    }
  }
}
