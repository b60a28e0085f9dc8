public import Wiring

/// What a run decides about its sandboxes.
public struct SandboxSettings: Sendable {
  /// Id of the run: every sandbox carries it in its environment, so that the guard finds it.
  public var run: String
  /// The interpreter for Python functions; nil: `python3.N` of the runtime, else `python3`, from `PATH`.
  public var python: String?
  /// The interpreter for Node.js functions; nil: `node` from `PATH`.
  public var node: String?
  /// `PATH` of the run.
  public var path: String
  /// `HOME` of the run: interpreters look there for what a person installed.
  public var home: String
  /// A folder for what sandboxes need on disk; made when needed, removed at the end.
  public var scratch: String
  /// How long a new environment may take until it asks for work, in milliseconds.
  public var initialization: Int64 = RuntimeLimits.initialization
  /// Takes each line that a function prints, for the terminal. Called often and from any thread; must not block.
  public var echo: @Sendable (_ function: String, _ line: String) -> Void

  /// Makes settings.
  public init(
    run: String, python: String? = nil, node: String? = nil, path: String, home: String, scratch: String,
    echo: @escaping @Sendable (_ function: String, _ line: String) -> Void = { _, _ in }
  ) {
    self.run = run
    self.python = python
    self.node = node
    self.path = path
    self.home = home
    self.scratch = scratch
    self.echo = echo
  }
}

/// Credentials of a role's session.
public struct SandboxCredentials: Sendable {
  /// `AWS_ACCESS_KEY_ID`.
  public var accessKey: String
  /// `AWS_SECRET_ACCESS_KEY`.
  public var secretKey: String
  /// `AWS_SESSION_TOKEN`.
  public var sessionToken: String

  /// Makes credentials.
  public init(
    accessKey: String, secretKey: String, sessionToken: String, release: @escaping @Sendable () -> Void = {}
  ) {
    self.accessKey = accessKey
    self.secretKey = secretKey
    self.sessionToken = sessionToken
    self.release = release
  }

  /// Called when the environment that had them is gone.
  public var release: @Sendable () -> Void = {}

  /// Issues them for the role of a function, to one of its environments.
  public typealias Issuer = @Sendable (_ function: FunctionPlan) async -> SandboxCredentials
}

/// Why a function cannot run on this machine.
public struct StartFault: Error, Sendable, Equatable {
  /// The fault: lower case, no full stop.
  public var message: String
  /// What to do about it.
  public var help: [String]
  /// Name of the function, if it is one function's.
  public var function: String?
  /// Where the function was written.
  public var place: Place?
  /// The `errorType` that an invocation gets nevertheless.
  public var type: String

  /// Makes a fault.
  public init(_ message: String, help: [String] = [], type: String = "Runtime.InvalidEntrypoint") {
    self.message = message
    self.help = help
    self.type = type
  }

  /// The fault as one function's.
  func of(_ plan: FunctionPlan) -> StartFault {
    var fault = self
    fault.function = plan.name
    fault.place = plan.place
    return fault
  }
}
