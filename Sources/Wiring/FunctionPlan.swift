/// A Lambda function (AWS::Lambda::Function).
public struct FunctionPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the function.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// Lambda's name of the runtime: `python3.13`.
  public var runtime: String?
  /// The function in the code: `file.function`.
  public var handler: String?
  /// `Image` for a container image; without it, `Zip`.
  public var package: String?
  /// Folder of the code, relative to the folder of the stack file.
  public var code: String?
  /// Command that produces the folder, if one is needed.
  public var build: String?
  /// Source text of the handler, where the template holds it (`ZipFile`).
  public var inlineCode: String?
  /// `x86_64` or `arm64`.
  public var architecture = "x86_64"
  /// Memory in MB.
  public var memory = 128
  /// How long one invocation may run, in seconds.
  public var timeout = 3
  /// Size of `/tmp` in MB.
  public var ephemeralStorage = 512
  /// Environment variables; `${edge}` in a value stands for the URL of the edge port.
  public var environment = Members<String>()
  /// ARN of the execution role.
  public var role: String
  /// ARNs of layer versions, in order.
  public var layers: [String] = []
  /// The most invocations at a time; without it, only the account's quota.
  public var reservedConcurrency: Int?
  /// ARN of the queue or topic that takes events whose asynchronous invocation failed.
  public var deadLetter: String?
  /// How asynchronous invocations are tried again and where their outcome goes, by qualifier.
  public var asyncInvocations: [AsyncInvocationPlan] = []
  /// Published versions.
  public var versions: [VersionPlan] = []
  /// Aliases.
  public var aliases: [AliasPlan] = []
  /// The resource policy: one document for each permission (AWS::Lambda::Permission).
  public var permissions: [PolicyPlan] = []
  /// Name of the log group that takes its output.
  public var logGroup: String
  /// Function URLs.
  public var urls: [FunctionURLPlan] = []
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// How the stack file refers to it: `functions.intake`; absent for what the stack language derives.
  public var path: String?
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, role: String, logGroup: String) {
    self.id = id
    self.name = name
    self.arn = arn
    self.role = role
    self.logGroup = logGroup
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    arn = try container.decode(String.self, forKey: .arn)
    runtime = try container.decodeIfPresent(String.self, forKey: .runtime)
    handler = try container.decodeIfPresent(String.self, forKey: .handler)
    package = try container.decodeIfPresent(String.self, forKey: .package)
    code = try container.decodeIfPresent(String.self, forKey: .code)
    build = try container.decodeIfPresent(String.self, forKey: .build)
    inlineCode = try container.decodeIfPresent(String.self, forKey: .inlineCode)
    role = try container.decode(String.self, forKey: .role)
    reservedConcurrency = try container.decodeIfPresent(Int.self, forKey: .reservedConcurrency)
    deadLetter = try container.decodeIfPresent(String.self, forKey: .deadLetter)
    logGroup = try container.decode(String.self, forKey: .logGroup)
    path = try container.decodeIfPresent(String.self, forKey: .path)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.architecture, into: &architecture)
    try container.read(.memory, into: &memory)
    try container.read(.timeout, into: &timeout)
    try container.read(.ephemeralStorage, into: &ephemeralStorage)
    try container.read(.environment, into: &environment)
    try container.read(.layers, into: &layers)
    try container.read(.asyncInvocations, into: &asyncInvocations)
    try container.read(.versions, into: &versions)
    try container.read(.aliases, into: &aliases)
    try container.read(.permissions, into: &permissions)
    try container.read(.urls, into: &urls)
    try container.read(.settings, into: &settings)
  }
}

/// Asynchronous invocation of one qualifier (AWS::Lambda::EventInvokeConfig).
public struct AsyncInvocationPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// `$LATEST`, a version's number or an alias's name.
  public var qualifier = "$LATEST"
  /// How often a failed invocation is tried again: 0 to 2.
  public var retries = 2
  /// Age in seconds at which an event is given up: 60 to 21600.
  public var maxAge = 21600
  /// ARN that gets a record of each success.
  public var onSuccess: String?
  /// ARN that gets a record of each event that was given up.
  public var onFailure: String?
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String) {
    self.id = id
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    onSuccess = try container.decodeIfPresent(String.self, forKey: .onSuccess)
    onFailure = try container.decodeIfPresent(String.self, forKey: .onFailure)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.qualifier, into: &qualifier)
    try container.read(.retries, into: &retries)
    try container.read(.maxAge, into: &maxAge)
    try container.read(.settings, into: &settings)
  }
}

/// A published version (AWS::Lambda::Version).
public struct VersionPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// The version's number, from 1.
  public var number: Int
  /// The ARN that the local run answers with.
  public var arn: String
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  @OrEmpty public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, number: Int, arn: String) {
    self.id = id
    self.number = number
    self.arn = arn
  }
}

/// A name for a version (AWS::Lambda::Alias).
public struct AliasPlan: Codable, Sendable, Equatable {
  /// Logical id in the template.
  public var id: String
  /// Name of the alias.
  public var name: String
  /// The ARN that the local run answers with.
  public var arn: String
  /// The version it names: a number or `$LATEST`.
  public var version: String
  /// Further versions, each with its share of the invocations: 0 to 1.
  public var weights = Members<Double>()
  /// Environments that are kept ready.
  public var provisionedConcurrency: Int?
  /// Properties that the local run does not act on, as CloudFormation has them, resolved.
  public var settings = Members<JSONValue>()
  /// Where it was written.
  public var place: Place?

  /// Makes one with AWS's defaults for everything else.
  public init(id: String, name: String, arn: String, version: String) {
    self.id = id
    self.name = name
    self.arn = arn
    self.version = version
  }

  /// Reads one; what is absent has AWS's default.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    name = try container.decode(String.self, forKey: .name)
    arn = try container.decode(String.self, forKey: .arn)
    version = try container.decode(String.self, forKey: .version)
    provisionedConcurrency = try container.decodeIfPresent(Int.self, forKey: .provisionedConcurrency)
    place = try container.decodeIfPresent(Place.self, forKey: .place)
    try container.read(.weights, into: &weights)
    try container.read(.settings, into: &settings)
  }
}
