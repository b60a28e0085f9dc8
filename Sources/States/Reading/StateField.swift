/// A field of a state: on which types it may stand, and in which language.
struct StateField {
  let name: String
  let types: Set<StateType>
  /// The language that has it; nil for both.
  let language: QueryLanguage?

  private init(_ name: String, _ types: Set<StateType>, _ language: QueryLanguage? = nil) {
    self.name = name
    self.types = types
    self.language = language
  }

  private static let everyType = Set(StateType.allCases)
  private static let working: Set<StateType> = [.task, .parallel, .map]
  private static let going: Set<StateType> = [.task, .parallel, .map, .pass, .wait]

  /// Every field (States Language, "State Types" and its tables of fields; Developer Guide, "State machine structure").
  static let all: [StateField] = [
    StateField("Type", everyType),
    StateField("Comment", everyType),
    StateField("QueryLanguage", everyType),
    StateField("Next", going),
    StateField("End", going),
    StateField("InputPath", everyType.subtracting([.fail]), .jsonPath),
    StateField("OutputPath", everyType.subtracting([.fail]), .jsonPath),
    StateField("Parameters", working.union([.pass]), .jsonPath),
    StateField("ResultPath", working.union([.pass]), .jsonPath),
    StateField("ResultSelector", working, .jsonPath),
    StateField("Arguments", [.task, .parallel], .jsonata),
    StateField("Output", everyType.subtracting([.fail]), .jsonata),
    StateField("Assign", everyType.subtracting([.succeed, .fail])),
    StateField("Retry", working),
    StateField("Catch", working),
    StateField("Result", [.pass], .jsonPath),
    StateField("Resource", [.task]),
    StateField("Credentials", [.task]),
    StateField("TimeoutSeconds", [.task]),
    StateField("HeartbeatSeconds", [.task]),
    StateField("TimeoutSecondsPath", [.task], .jsonPath),
    StateField("HeartbeatSecondsPath", [.task], .jsonPath),
    StateField("Choices", [.choice]),
    StateField("Default", [.choice]),
    StateField("Seconds", [.wait]),
    StateField("Timestamp", [.wait]),
    StateField("SecondsPath", [.wait], .jsonPath),
    StateField("TimestampPath", [.wait], .jsonPath),
    StateField("Error", [.fail]),
    StateField("Cause", [.fail]),
    StateField("ErrorPath", [.fail], .jsonPath),
    StateField("CausePath", [.fail], .jsonPath),
    StateField("Branches", [.parallel]),
    StateField("ItemProcessor", [.map]),
    StateField("Iterator", [.map]),
    StateField("ItemSelector", [.map]),
    StateField("ItemReader", [.map]),
    StateField("ItemBatcher", [.map]),
    StateField("ResultWriter", [.map]),
    StateField("Items", [.map], .jsonata),
    StateField("ItemsPath", [.map], .jsonPath),
    StateField("Label", [.map]),
    StateField("MaxConcurrency", [.map]),
    StateField("ToleratedFailureCount", [.map]),
    StateField("ToleratedFailurePercentage", [.map]),
    StateField("MaxConcurrencyPath", [.map], .jsonPath),
    StateField("ToleratedFailureCountPath", [.map], .jsonPath),
    StateField("ToleratedFailurePercentagePath", [.map], .jsonPath),
  ]

  static let named = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The names of the fields that a state of a type has in a language.
  static func names(_ type: StateType, _ language: QueryLanguage) -> [String] {
    all.filter { $0.types.contains(type) && ($0.language ?? language) == language }.map(\.name)
  }

  /// Fields that may be a path instead, with `Path` after the name.
  static let withPath = [
    "TimeoutSeconds", "HeartbeatSeconds", "Error", "Cause", "MaxConcurrency", "ToleratedFailureCount",
    "ToleratedFailurePercentage", "MaxItems", "MaxItemsPerBatch", "MaxInputBytesPerBatch",
  ]

  /// Fields of which a state has one at most, besides those.
  static let exclusive = [
    ["ItemProcessor", "Iterator"], ["ItemSelector", "Parameters"],
    ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"],
  ]
}
