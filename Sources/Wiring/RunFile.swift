/// What a run says of itself to other programs of the same person: `.stackc/run.json` beside the stack file, readable by its
/// owner alone, there while the run is.
public struct RunFile: Codable, Sendable, Equatable {
  /// The version of the form that this module reads and writes.
  public static let currentVersion = 1
  /// Where it stands, relative to the folder of the stack file.
  public static let path = ".stackc/run.json"

  /// The version of the form.
  public var version = RunFile.currentVersion
  /// The process that runs the stack.
  public var pid: Int
  /// URL of the edge port, without a slash at its end.
  public var endpoint: String
  /// The region.
  public var region: String
  /// The account: 12 digits.
  public var account: String
  /// How permissions are taken: `strict`, `soft` or `off`.
  public var iam: String
  /// The roles, with credentials for each.
  public var roles: [Role]
  /// The functions, each with its role.
  public var functions: [Function]

  /// A role and credentials of a session of it.
  public struct Role: Codable, Sendable, Equatable {
    /// How the stack file refers to it; of a derived one its logical id.
    public var path: String
    /// Its ARN.
    public var arn: String
    /// `AWS_ACCESS_KEY_ID`.
    public var accessKeyId: String
    /// `AWS_SECRET_ACCESS_KEY`.
    public var secretAccessKey: String
    /// `AWS_SESSION_TOKEN`.
    public var sessionToken: String

    /// Makes one.
    public init(path: String, arn: String, accessKeyId: String, secretAccessKey: String, sessionToken: String) {
      self.path = path
      self.arn = arn
      self.accessKeyId = accessKeyId
      self.secretAccessKey = secretAccessKey
      self.sessionToken = sessionToken
    }
  }

  /// A function.
  public struct Function: Codable, Sendable, Equatable {
    /// How the stack file refers to it; its logical id where it does not.
    public var path: String
    /// Its name.
    public var name: String
    /// ARN of its role.
    public var role: String

    /// Makes one.
    public init(path: String, name: String, role: String) {
      self.path = path
      self.name = name
      self.role = role
    }
  }

  /// Makes one.
  public init(
    pid: Int, endpoint: String, region: String, account: String, iam: String, roles: [Role], functions: [Function]
  ) {
    self.pid = pid
    self.endpoint = endpoint
    self.region = region
    self.account = account
    self.iam = iam
    self.roles = roles
    self.functions = functions
  }
}

extension RunFile {
  /// The role that a path means: a role's own, or the one of a function.
  public func role(of path: String) -> Role? {
    if let role = roles.first(where: { $0.path == path }) { return role }
    guard let function = functions.first(where: { $0.path == path || $0.name == path }) else { return nil }
    return roles.first { $0.arn == function.role }
  }

  /// Every path that means a role.
  public var paths: [String] { roles.map(\.path) + functions.map(\.path) }
}
