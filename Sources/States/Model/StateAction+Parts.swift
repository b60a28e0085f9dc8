public import Source

/// What a Task state calls.
public struct TaskAction: Sendable {
  /// The ARN; nil if it is missing.
  public let resource: PartialText?
  /// Where it stands; the state's name if it is missing.
  public let resourceSpan: Span
  /// What the ARN stands for; nil if that is not known.
  public let integration: ServiceIntegration?
  /// `Parameters` or `Arguments` as it was written.
  public let arguments: Datum?
  /// The role that is taken on for the call.
  public let credentials: PayloadTemplate?
  /// Seconds after which the call has failed with `States.Timeout`, from 1.
  public let timeoutSeconds: FieldNumber?
  /// Longest silence of an activity or a callback in seconds, from 1.
  public let heartbeatSeconds: FieldNumber?
}

/// What a Wait state waits for.
public enum WaitAction: Sendable {
  case seconds(FieldNumber)
  /// A date and time (RFC 3339).
  case timestamp(FieldText)
  /// Missing or not known.
  case unknown
}

/// The rules of a Choice state, in order.
public struct ChoiceAction: Sendable {
  /// One rule with where it leads.
  public struct Branch: Sendable {
    /// When it is taken.
    public let condition: ChoiceCondition
    /// The state to go to.
    public let next: StateName?
    /// What is kept in variables.
    public let assign: PayloadTemplate?
    /// JSONata: what is handed on.
    public let output: PayloadTemplate?
  }

  /// The rules.
  public let branches: [Branch]
  /// The state to go to when no rule holds.
  public let otherwise: StateName?
}

/// When a rule of a Choice state holds.
public indirect enum ChoiceCondition: Sendable {
  case and([ChoiceCondition])
  case or([ChoiceCondition])
  case not(ChoiceCondition)
  /// A test of one value (`NumericLessThan`, `IsPresent`, …).
  case comparison(variable: JSONPath, test: ChoiceTest)
  case jsonata(JSONataExpression)
  /// Malformed or not known: never judged.
  case unknown
}

/// A comparison operator with what it compares with.
public struct ChoiceTest: Sendable {
  /// The operator without `Path`.
  public let name: String
  /// What it compares with.
  public let operand: Operand

  /// What a value is compared with.
  public enum Operand: Sendable {
    case value(Datum)
    case path(JSONPath)
  }
}

/// What a Map state runs for each item.
public struct MapAction: Sendable {
  /// The states to run; nil if they are missing.
  public let processor: StateScope?
  /// Whether each item is an execution of its own.
  public let isDistributed: Bool
  /// The type of the executions of a distributed map.
  public let executionType: StateMachineKind?
  /// JSONPath: where the items are.
  public let itemsPath: JSONPath?
  /// JSONata: the items.
  public let items: PayloadTemplate?
  /// What each item becomes.
  public let itemSelector: PayloadTemplate?
  /// Where a distributed map reads its items.
  public let reader: MapDataAccess?
  /// How a distributed map groups its items.
  public let batcher: ItemBatcher?
  /// Where a distributed map writes its results.
  public let writer: MapDataAccess?
  /// Most items at a time; 0 for no limit.
  public let maxConcurrency: FieldNumber?
  /// Percentage of items that may fail, from 0 to 100.
  public let toleratedFailurePercentage: FieldNumber?
  /// Number of items that may fail.
  public let toleratedFailureCount: FieldNumber?
}

/// An access of a distributed map to what it reads or writes.
public struct MapDataAccess: Sendable {
  /// The ARN; nil if it is missing.
  public let resource: PartialText?
  /// What the ARN stands for; nil if that is not known.
  public let integration: ServiceIntegration?
  /// `Parameters` or `Arguments` as it was written.
  public let arguments: Datum?
  /// `Parameters` or `Arguments`, ready to be filled in.
  public let template: PayloadTemplate?
  /// `ReaderConfig` or `WriterConfig` as it was written.
  public let configuration: Datum?
  /// The whole field.
  public let span: Span
}

/// How items are grouped.
public struct ItemBatcher: Sendable {
  /// What every batch carries besides its items.
  public let batchInput: PayloadTemplate?
  /// Most items of a batch, from 1.
  public let maxItems: FieldNumber?
  /// Most bytes of a batch, from 1.
  public let maxBytes: FieldNumber?
}
