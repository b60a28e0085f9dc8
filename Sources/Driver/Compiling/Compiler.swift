import Diagnostics
public import Source
import Validators

/// The phases, in order: text, nodes, template, checks. Touches no disk but through the files that it is given.
public enum Compiler {
  /// A file to be compiled, with the files around it.
  public struct Input {
    let file: SourceFile
    let files: any ProjectFiles

    /// Makes an input.
    public init(_ file: SourceFile, files: any ProjectFiles) {
      self.file = file
      self.files = files
    }
  }

  /// Compiles a stack. Never fails: what could be understood is there, and the rest is in the findings.
  ///
  /// The files that are read are added to `sources`, so that several stacks can be reported together.
  public static func compile(
    _ file: SourceFile, files: any ProjectFiles, options: CompileOptions, sources: SourceMap = SourceMap()
  ) -> Compilation {
    var stacks = [StackCompilation(Input(file, files: files), options, sources)]
    run(&stacks, options)
    return stacks[0].finished
  }

  /// Compiles several stacks, each by itself, and gives what came of them in the same order.
  ///
  /// They go through each phase and each check together: a stack is small and what looks at it is large, so that the code would
  /// have to be fetched anew for each if they went one after the other.
  public static func compile(_ inputs: [Input], options: CompileOptions) -> [Compilation] {
    var stacks = inputs.map { StackCompilation($0, options, SourceMap()) }
    run(&stacks, options)
    return stacks.map(\.finished)
  }

  private static func run(_ stacks: inout [StackCompilation], _ options: CompileOptions) {
    for index in stacks.indices { stacks[index].read() }
    for index in stacks.indices { stacks[index].lower() }
    for index in stacks.indices { stacks[index].transform() }
    for index in stacks.indices { stacks[index].prepare() }
    let whole = stacks.indices.filter { stacks[$0].context != nil }
    var checks = [Findings](repeating: Findings(), count: whole.count)
    Checks.run(whole.compactMap { stacks[$0].context }, givesAdvice: options.givesAdvice, into: &checks)
    for (index, found) in zip(whole, checks) { stacks[index].take(found) }
  }
}
