/// A call of an intrinsic function (`States.Format('{}', $.name)`; States Language, "Intrinsic Functions").
public struct IntrinsicCall: Sendable, Hashable {
  /// The function.
  public let function: StatesFunction
  /// The arguments in order.
  public let arguments: [Argument]

  /// One argument.
  public indirect enum Argument: Sendable, Hashable {
    /// The text between single quotes, without escapes.
    case text(String)
    /// A number as it was written.
    case number(String)
    case bool(Bool)
    case null
    case path(JSONPath)
    case call(IntrinsicCall)
  }
}

/// The intrinsic functions (Developer Guide, "Intrinsic functions for JSONPath states").
public enum StatesFunction: String, Sendable, Hashable, CaseIterable {
  case format = "States.Format"
  case stringToJSON = "States.StringToJson"
  case jsonToString = "States.JsonToString"
  case array = "States.Array"
  case arrayPartition = "States.ArrayPartition"
  case arrayContains = "States.ArrayContains"
  case arrayRange = "States.ArrayRange"
  case arrayGetItem = "States.ArrayGetItem"
  case arrayLength = "States.ArrayLength"
  case arrayUnique = "States.ArrayUnique"
  case base64Encode = "States.Base64Encode"
  case base64Decode = "States.Base64Decode"
  case hash = "States.Hash"
  case jsonMerge = "States.JsonMerge"
  case mathRandom = "States.MathRandom"
  case mathAdd = "States.MathAdd"
  case stringSplit = "States.StringSplit"
  case uuid = "States.UUID"

  /// How many arguments it takes.
  var arity: ClosedRange<Int> {
    switch self {
    case .uuid: 0...0
    case .array: 0...Int.max
    case .format: 1...Int.max
    case .stringToJSON, .jsonToString, .arrayLength, .arrayUnique, .base64Encode, .base64Decode: 1...1
    case .arrayPartition, .arrayContains, .arrayGetItem, .hash, .mathAdd, .stringSplit: 2...2
    case .arrayRange, .jsonMerge: 3...3
    case .mathRandom: 2...3
    }
  }
}
