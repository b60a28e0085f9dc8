/// What a code stands for. `stackc explain`, the rule pages, SARIF's rule table and the tests all read this value.
public struct Rule: Sendable {
  /// `STK` and three digits; keeps its meaning for ever once released.
  public let code: String
  /// The fault in kebab case: `visibility-below-timeout`.
  public let name: String
  /// The severity of its findings.
  public let severity: Severity
  /// The fault in one line: lower case, no full stop.
  public let title: String
  /// Ids of the documented limits it rests on (`stackc limits`).
  public let limits: [String]
  /// Why it matters: what AWS does, what breaks. Full sentences.
  public let why: String
  /// Inputs that show it, each run by the tests.
  public let examples: [Example]

  /// Declares a rule.
  public init(
    _ code: String, _ name: String, _ severity: Severity, _ title: String, limits: [String] = [], why: String,
    examples: [Example]
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.title = title
    self.limits = limits
    self.why = why
    self.examples = examples
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
