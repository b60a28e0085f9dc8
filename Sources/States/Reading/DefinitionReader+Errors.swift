import Diagnostics
import Source

extension DefinitionReader {
  private static let retrierFields = [
    "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy", "Comment",
  ]

  mutating func retriers(_ object: StateObject) -> [Retrier] {
    let items = objects(object, "Retry", mayBeEmpty: true)
    var earlier = EarlierErrors()
    return items.enumerated().map { index, datum in
      let retrier = object.inner("a retrier", datum)
      checkFields(of: retrier, among: Self.retrierFields)
      let errors = errors(retrier, isLast: index == items.count - 1, &earlier)
      let interval = integer(retrier, "IntervalSeconds", 1...99_999_999, mayBeExpression: false)
      let attempts = integer(retrier, "MaxAttempts", 0...99_999_999, mayBeExpression: false)
      // Longer than a year, and the execution has ended (Developer Guide, "Handling errors").
      let delay = integer(retrier, "MaxDelaySeconds", 1...31_622_399, mayBeExpression: false)
      let jitter = word(retrier, "JitterStrategy", among: ["FULL", "NONE"])
      let rate = backoffRate(retrier)
      return Retrier(
        errors: errors, intervalSeconds: interval?.value ?? DocumentedLimits.retrySeconds,
        maxAttempts: attempts?.value ?? DocumentedLimits.retryAttempts,
        backoffRate: rate ?? Double(DocumentedLimits.retryBackoff), maxDelaySeconds: delay?.value,
        hasJitter: jitter == "FULL")
    }
  }

  private mutating func backoffRate(_ retrier: StateObject) -> Double? {
    guard let datum = retrier["BackoffRate"] else { return nil }
    switch datum.kind {
    case .number(let text):
      if let rate = Double(text), rate >= 1 { return rate }
      findings.report(.fieldUnfit("`BackoffRate` of \(retrier.subject) is at least 1", datum))
    case .unknown: break
    case .string(let text) where text.literal == nil: break
    default: findings.report(.fieldUnfit("`BackoffRate` of \(retrier.subject) is a number", datum))
    }
    return nil
  }

  mutating func catchers(_ object: StateObject) -> [Catcher] {
    let fields = ["ErrorEquals", "Next", "Assign", "Comment"]
    let items = objects(object, "Catch", mayBeEmpty: true)
    var earlier = EarlierErrors()
    return items.enumerated().map { index, datum in
      let catcher = object.inner("a catcher", datum)
      let isJSONata = object.language == .jsonata
      for member in catcher.members where member.key == (isJSONata ? "ResultPath" : "Output") {
        findings.report(.otherLanguageField(member, of: catcher))
      }
      checkFields(of: catcher, among: fields + ["ResultPath", "Output"])
      let next = required(catcher, "Next").flatMap { name($0, "Next", of: catcher) }
      return Catcher(
        errors: errors(catcher, isLast: index == items.count - 1, &earlier), next: next,
        resultPath: isJSONata ? nil : dataPath(catcher, "ResultPath", .result),
        output: isJSONata ? payload(catcher, "Output", .error) : nil, assign: assign(catcher, .error))
    }
  }

  /// `ErrorEquals`: `States.ALL` stands alone, and in the last of them.
  private mutating func errors(_ object: StateObject, isLast: Bool, _ earlier: inout EarlierErrors) -> [String] {
    guard let member = required(object, "ErrorEquals") else { return [] }
    guard let items = member.value.items else {
      if member.value.text?.literal == nil, member.value.text != nil { return [] }
      findings.report(.fieldUnfit("`ErrorEquals` of \(object.subject) is a list of error names", member.value))
      return []
    }
    if items.isEmpty {
      findings.report(.fieldUnfit("`ErrorEquals` of \(object.subject) may not be empty", member.value))
    }
    var names: [(name: String, span: Span)] = []
    for item in items {
      guard case .string(let text) = item.kind else {
        if case .unknown = item.kind { continue }
        findings.report(.fieldUnfit("`ErrorEquals` of \(object.subject) holds error names", item))
        continue
      }
      guard let name = text.literal else { continue }
      if let match = earlier.match(name) { findings.report(.errorCaughtBefore(name, item, match)) }
      names.append((name, item.span))
      if name == "States.ALL" {
        if items.count > 1 {
          findings.report(.allErrorsUnfit("`States.ALL` stands beside other errors in \(object.subject)", item))
        } else if !isLast {
          findings.report(.allErrorsUnfit("`States.ALL` stands in \(object.subject) with others after it", item))
        }
      } else if name.hasPrefix("States."), !Self.errorNames.contains(name) {
        findings.report(.unknownErrorName(name, item, among: Self.errorNames))
      }
    }
    earlier.add(names)
    return names.map(\.name)
  }

  /// The errors of Step Functions itself (Developer Guide, "Handling errors in Step Functions workflows").
  static let errorNames = [
    "States.ALL", "States.Timeout", "States.HeartbeatTimeout", "States.TaskFailed", "States.Permissions",
    "States.ResultPathMatchFailure", "States.ParameterPathFailure", "States.BranchFailed", "States.NoChoiceMatched",
    "States.IntrinsicFailure", "States.ExceedToleratedFailureThreshold", "States.ItemReaderFailed",
    "States.ResultWriterFailed", "States.DataLimitExceeded", "States.Runtime", "States.QueryEvaluationError",
    "States.Http.Socket",
  ]
}

extension FieldNumber {
  /// The number, if it is fixed.
  fileprivate var value: Int? { if case .fixed(let value) = self { value } else { nil } }
}
