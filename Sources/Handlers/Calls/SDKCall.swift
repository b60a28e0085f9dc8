public import Source
public import Spec

/// A call that a handler makes with an AWS SDK.
public struct SDKCall: Sendable {
  /// Where the operation is named.
  public let span: Span
  /// As it is written: `send_message`, `SendMessageCommand`.
  public let written: String
  /// The prefix of IAM's actions of the service: `sqs`.
  public let prefix: String
  /// What it needs.
  public let operation: SDKOperation
  /// What it is given, by parameter, as far as it is known; `*` stands for what is not written out.
  public let arguments: [String: Argument]
  /// Whether it is made with the function's own credentials, in the function's region.
  public let isOwn: Bool

  /// What a parameter is given.
  public enum Argument: Sendable, Equatable {
    case text(String)
    /// The value of a variable of the environment.
    case variable(String)
    case unknown
  }
}

/// What was found in the code of a function.
public struct HandlerCalls: Sendable {
  /// The calls that the handler reaches, in the order of files and places.
  public var calls: [SDKCall] = []
  /// Why there may be further calls; empty if there are none.
  public var gaps: [Gap] = []

  /// A place from which calls may be made that were not found.
  public struct Gap: Sendable {
    /// The place.
    public let span: Span
    /// What stands there.
    public let reason: Reason
  }

  /// Why calls may be missing.
  public enum Reason: Sendable, Equatable {
    /// A client is handed to code that is not followed.
    case clientEscapes
    /// What is called of a client, or on which, is not known.
    case unknownCall(String)
    /// A module that does not lie beside the handler.
    case foreignModule(String)
    /// The code is larger than what is read.
    case tooLarge
  }

  /// Whether every call is known.
  public var isComplete: Bool { gaps.isEmpty }
}
