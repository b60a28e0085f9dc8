import Testing

/// Limits with a stack that goes past them and one that stays at them. A file of `Cases/` has those of a service.
struct LimitCase: CustomTestStringConvertible, Sendable {
  /// The limits, each of which the finding must cite.
  let rows: [String]
  /// A stack one past the limit; `↓` stands right before the place where the finding must start.
  let past: String
  /// The same stack at the limit.
  let at: String
  /// Files beside the stacks.
  let files: [String: String]
  /// The region they go to, where that matters.
  let region: String?

  init(_ rows: String..., past: String, at: String, files: [String: String] = Self.handler, region: String? = nil) {
    self.rows = rows
    self.past = past
    self.at = at
    self.files = files
    self.region = region
  }

  /// What a function of a case is made of: `{ \(LimitCase.function), timeout: 3s }`.
  static let function = "runtime: python3.13, handler: app.f, code: src"
  /// Its code.
  static let handler = ["src/app.py": "def f(event, context): pass\n"]

  var testDescription: String { rows.joined(separator: ", ") }

  /// Every case written by hand; those of single properties are made from their shapes.
  static let all: [LimitCase] =
    cloudFormation + iam + lambda + lambdaSettings + messaging + naming + quotas + apis + stepFunctions + cognito
    + events
    + network + streams + apiGateway + orchestration + sizes + relations
}
