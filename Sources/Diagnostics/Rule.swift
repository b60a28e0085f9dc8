import Source

/// What a code stands for. `stackc explain`, the rule pages, SARIF's rule table and the tests all read this value.
///
/// It is one pointer: every check, and every finding, holds one.
public struct Rule: Sendable {
  private let declaration: Indirect<Declaration>

  /// Declares a rule. The examples are made when somebody reads them, which a linting never does.
  public init(
    _ code: String, _ name: String, _ severity: Severity, _ title: String, isAdvice: Bool = false,
    limits: [String] = [], why: String,
    examples: @autoclosure @escaping @Sendable () -> [Example]
  ) {
    declaration = Indirect(
      Declaration(
        code: code, name: name, severity: severity, title: title, isAdvice: isAdvice, limits: limits, why: why,
        examples: examples))
  }

  /// `STK` and three digits; keeps its meaning for ever once released.
  public var code: String { declaration.value.code }
  /// The fault in kebab case: `visibility-below-timeout`.
  public var name: String { declaration.value.name }
  /// The severity of its findings.
  public var severity: Severity { declaration.value.severity }
  /// The fault in one line: lower case, no full stop.
  public var title: String { declaration.value.title }
  /// Whether it is a matter of taste: looked for with `--advice`, or where it is selected by its code.
  public var isAdvice: Bool { declaration.value.isAdvice }
  /// Ids of the documented limits it rests on (`stackc limits`).
  public var limits: [String] { declaration.value.limits }
  /// Why it matters: what AWS does, what breaks. Full sentences.
  public var why: String { declaration.value.why }
  /// Inputs that show it, each run by the tests.
  public var examples: [Example] { declaration.value.examples() }

  private struct Declaration {
    let code: String
    let name: String
    let severity: Severity
    let title: String
    let isAdvice: Bool
    let limits: [String]
    let why: String
    let examples: @Sendable () -> [Example]
  }
}

extension Rule {
  /// An input that has a fault or has none.
  public struct Example: Sendable {
    /// Text of `stack.yaml` (or of ``file``); each `↓` stands right before a place where a finding must start.
    public let text: String
    /// The same text mended, if the rule offers a fix; what `--fix --unsafe-fixes` must make of it.
    public let fixed: String?
    /// Whether the fault is in it.
    public let isBad: Bool
    /// Name of the file; its ending decides how it is read.
    public let file: String
    /// Files beside it, by relative path.
    public let files: [String: String]
    /// Further options of `stackc lint`, such as `--today 2026-01-01`.
    public let options: [String]

    /// An input with the fault, at each `↓`.
    public static func bad(
      _ text: String, fixed: String? = nil, file: String = "stack.yaml", files: [String: String] = [:],
      options: [String] = []
    ) -> Example {
      Example(text: text, fixed: fixed, isBad: true, file: file, files: files, options: options)
    }

    /// An input without the fault, or any other.
    public static func good(
      _ text: String, file: String = "stack.yaml", files: [String: String] = [:], options: [String] = []
    ) -> Example {
      Example(text: text, fixed: nil, isBad: false, file: file, files: files, options: options)
    }
  }
}
