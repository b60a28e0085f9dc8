public import Source

/// One state.
public struct State: Sendable {
  /// The name.
  public let name: StateName
  /// The language that it is written in.
  public let queryLanguage: QueryLanguage
  /// What it does.
  public let action: StateAction
  /// What comes after it; nil where a state of this type has no such field, or it is missing.
  public let transition: Transition?
  /// How its data is picked and shaped.
  public let dataFlow: DataFlow
  /// What is kept in variables when it succeeds.
  public let assign: PayloadTemplate?
  /// What is done again on which errors, in order.
  public let retriers: [Retrier]
  /// Where to go on which errors, in order.
  public let catchers: [Catcher]
  /// The state's object.
  public let span: Span

  /// What comes after a state.
  public enum Transition: Sendable {
    case next(StateName)
    case end
  }
}

/// What a state does.
public indirect enum StateAction: Sendable {
  case task(TaskAction)
  /// Hands on its input, or a fixed value in its place.
  case pass(result: Datum?)
  case choice(ChoiceAction)
  case wait(WaitAction)
  case succeed
  case fail(error: FieldText?, cause: FieldText?)
  case parallel([StateScope])
  case map(MapAction)
  /// The type is missing, not known or not one that there is.
  case unknown

  /// The type; nil if it is not known.
  public var type: StateType? {
    switch self {
    case .task: .task
    case .pass: .pass
    case .choice: .choice
    case .wait: .wait
    case .succeed: .succeed
    case .fail: .fail
    case .parallel: .parallel
    case .map: .map
    case .unknown: nil
    }
  }
}

/// How a state's data is picked and shaped (Developer Guide, "Processing input and output").
public struct DataFlow: Sendable {
  /// JSONPath: what of the input is used; `.discarded` for `null`.
  public var inputPath: DataPath?
  /// JSONPath `Parameters` or JSONata `Arguments`.
  public var arguments: PayloadTemplate?
  /// JSONPath: what is made of the result.
  public var resultSelector: PayloadTemplate?
  /// JSONPath: where the result is put in the input; `.discarded` for `null`.
  public var resultPath: DataPath?
  /// JSONPath: what of it all is handed on; `.discarded` for `null`.
  public var outputPath: DataPath?
  /// JSONata: what is handed on.
  public var output: PayloadTemplate?
}

/// A path field that may be `null`.
public enum DataPath: Sendable {
  case path(JSONPath)
  case discarded
}

/// A text field: fixed, or worked out when the state runs.
public enum FieldText: Sendable {
  case fixed(PartialText)
  case evaluated(StateExpression)
}

/// A number field: fixed, or worked out when the state runs.
public enum FieldNumber: Sendable {
  case fixed(Int)
  case evaluated(StateExpression)
}

/// What is worked out when a state runs.
public indirect enum StateExpression: Sendable {
  case path(JSONPath)
  case intrinsic(IntrinsicCall)
  case jsonata(JSONataExpression)
}

/// A retrier (States Language, "Retrying after error"). Fields that are absent have the documented default.
public struct Retrier: Sendable {
  /// The error names; empty if none is known.
  public let errors: [String]
  /// Seconds before the first attempt, from 1.
  public let intervalSeconds: Int
  /// Most attempts, from 0.
  public let maxAttempts: Int
  /// Factor by which the wait grows, from 1.
  public let backoffRate: Double
  /// Longest wait in seconds.
  public let maxDelaySeconds: Int?
  /// Whether waits are drawn at random up to the one worked out.
  public let hasJitter: Bool
}

/// A catcher (States Language, "Fallback states").
public struct Catcher: Sendable {
  /// The error names; empty if none is known.
  public let errors: [String]
  /// The state to go to.
  public let next: StateName?
  /// JSONPath: where the error is put in the input; `.discarded` for `null`.
  public let resultPath: DataPath?
  /// JSONata: what is handed on.
  public let output: PayloadTemplate?
  /// What is kept in variables.
  public let assign: PayloadTemplate?
}
