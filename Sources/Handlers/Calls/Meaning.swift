import Spec

/// What an expression of a handler stands for, as far as calls of AWS depend on it.
indirect enum Meaning: Equatable {
  case unknown
  /// `None`, `null`, `undefined`.
  case nothing
  case text(String)
  /// The environment as a whole.
  case environment
  /// A variable of the environment.
  case variable(String)
  /// Something of a module that does not lie beside the handler: `boto3.client`, `@aws-sdk/client-sqs#SQSClient`.
  case library(String)
  /// A file beside the handler.
  case file(Int)
  /// A function beside the handler.
  case function(file: Int, unit: Int)
  /// A session of Boto3; whether it has credentials of its own.
  case session(isOwn: Bool)
  /// A client, or something that has calls.
  case holder(Holder)
  /// A paginator or a waiter, whose call has been noted.
  case pager(Holder, operation: String)

  /// Something that has calls.
  struct Holder: Equatable {
    /// What it is in the table of methods: `sqs.client`, `dynamodb.Table`.
    let kind: String
    /// The prefix of IAM's actions.
    let prefix: String
    /// What its calls are on.
    var arguments: [String: SDKCall.Argument] = [:]
    /// Whether its calls are made with the function's own credentials, in its own region.
    var isOwn = true

    var isClient: Bool { kind.hasSuffix(".client") }
  }

  var argument: SDKCall.Argument {
    switch self {
    case .text(let text): .text(text)
    case .variable(let name): .variable(name)
    default: .unknown
    }
  }
}

/// The arguments of a call.
struct GivenArguments {
  /// By position.
  var positions: [Meaning] = []
  /// By name; in JavaScript those of the first argument that is an object.
  var names: [String: Meaning] = [:]
  /// Names that were given, also if what they were given is not known.
  var isOpen = false

  /// What each name was given.
  var arguments: [String: SDKCall.Argument] { names.mapValues(\.argument) }
}
