import WireProtocols
import Wiring

/// What Lambda tells of functions, versions, aliases and mappings: what the plan says.
extension LambdaService {
  func getFunction(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let target = try target(call)
    var code: WireObject = [:]
    if let path = target.function.code {
      code = ["RepositoryType": "S3", "Location": .string("file://\(CodeFolder.absolute(path, in: runner.folder))")]
    }
    return [
      "Configuration": .object(configuration(target)), "Code": .object(code),
      "Concurrency": target.function.reservedConcurrency.map {
        .object(["ReservedConcurrentExecutions": .integer(Int64($0))])
      },
    ]
  }

  func getFunctionConfiguration(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    configuration(try target(call))
  }

  func listFunctions(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let functions = (runner.plan?.functions ?? []).sorted { $0.name < $1.name }
    let all = functions.flatMap { function in
      let versions = call.input.string("FunctionVersion") == "ALL" ? function.versions : []
      return [latest(function)]
        + versions.map { FunctionRunner.Target(function: function, version: "\($0.number)", arn: $0.arn) }
    }
    return try page(all, of: call, as: "Functions") { .object(self.configuration($0)) }
  }

  func listVersions(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let function = try target(call).function
    let numbers = function.versions.map(\.number).sorted()
    let all =
      [FunctionRunner.Target(function: function, version: "$LATEST", arn: "\(function.arn):$LATEST")]
      + numbers.map { FunctionRunner.Target(function: function, version: "\($0)", arn: "\(function.arn):\($0)") }
    return try page(all, of: call, as: "Versions") { .object(self.configuration($0)) }
  }

  func listAliases(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let version = call.input.string("FunctionVersion")
    let aliases = try target(call).function.aliases.filter { version == nil || $0.version == version }
    return try page(aliases.sorted { $0.name < $1.name }, of: call, as: "Aliases") { .object(Self.alias($0)) }
  }

  func getAlias(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let name = call.input.string("Name") ?? ""
    let function = try target(call).function
    guard let alias = function.aliases.first(where: { $0.name == name }) else {
      throw ServiceError(
        "ResourceNotFoundException", "Cannot find alias arn: \(function.arn):\(name)", members: ["Type": "User"])
    }
    return Self.alias(alias)
  }

  func getConcurrency(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    ["ReservedConcurrentExecutions": try target(call).function.reservedConcurrency.map { .integer(Int64($0)) }]
  }

  func getEventInvokeConfig(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let (function, qualifier) = (try target(call).function, try name(call).qualifier ?? "$LATEST")
    guard let config = function.asyncInvocations.first(where: { $0.qualifier == qualifier }) else {
      throw ServiceError(
        "ResourceNotFoundException",
        "The function \(function.arn):\(qualifier) doesn't have an EventInvokeConfig", members: ["Type": "User"])
    }
    return eventInvokeConfig(config, of: function)
  }

  func listEventInvokeConfigs(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let function = try target(call).function
    return try page(function.asyncInvocations, of: call, as: "FunctionEventInvokeConfigs") {
      .object(self.eventInvokeConfig($0, of: function))
    }
  }

  func listTags(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let arn = call.input.string("Resource") ?? ""
    guard runner.target(arn) != nil else { throw Self.notFound(arn) }
    // The plan carries no tags.
    return ["Tags": .object([:])]
  }

  func getAccountSettings(_ call: ServiceCall) throws(ServiceError) -> WireObject {
    let functions = runner.plan?.functions ?? []
    let reserved = functions.reduce(0) { $0 + ($1.reservedConcurrency ?? 0) }
    // Lambda Developer Guide, "Lambda quotas": what a new account has.
    let concurrency = 1000
    return [
      "AccountLimit": .object([
        "TotalCodeSize": 80_530_636_800, "CodeSizeUnzipped": 262_144_000, "CodeSizeZipped": 52_428_800,
        "ConcurrentExecutions": .integer(Int64(concurrency)),
        "UnreservedConcurrentExecutions": .integer(Int64(max(0, concurrency - reserved))),
      ]),
      "AccountUsage": .object(["FunctionCount": .integer(Int64(functions.count))]),
    ]
  }

  private func latest(_ function: FunctionPlan) -> FunctionRunner.Target {
    FunctionRunner.Target(function: function, version: "$LATEST", arn: function.arn)
  }

  /// A `FunctionConfiguration`. The size and hash of the code are left out: the code was never packed.
  func configuration(_ target: FunctionRunner.Target) -> WireObject {
    let function = target.function
    var variables = WireObject()
    for variable in function.environment.items { variables.append(variable.name, .string(variable.value)) }
    return [
      "FunctionName": .string(function.name), "FunctionArn": .string(target.arn),
      "Runtime": function.runtime.map { .string($0) }, "Role": .string(function.role),
      "Handler": function.handler.map { .string($0) }, "Description": "",
      "Timeout": .integer(Int64(function.timeout)), "MemorySize": .integer(Int64(function.memory)),
      "LastModified": .string("\(LogText.timestamp(lastModified).dropLast())+0000"),
      "Version": .string(target.version),
      "DeadLetterConfig": function.deadLetter.map { .object(["TargetArn": .string($0)]) },
      "Environment": variables.isEmpty ? nil : .object(["Variables": .object(variables)]),
      "TracingConfig": .object(["Mode": "PassThrough"]),
      "Layers": function.layers.isEmpty ? nil : .list(function.layers.map { .object(["Arn": .string($0)]) }),
      "State": "Active", "LastUpdateStatus": "Successful", "PackageType": "Zip",
      "Architectures": .list([.string(function.architecture)]),
      "EphemeralStorage": .object(["Size": .integer(Int64(function.ephemeralStorage))]),
      "LoggingConfig": .object(["LogFormat": "Text", "LogGroup": .string(function.logGroup)]),
    ]
  }

  private static func alias(_ alias: AliasPlan) -> WireObject {
    var weights = WireObject()
    for weight in alias.weights.items { weights.append(weight.name, .double(weight.value)) }
    return [
      "AliasArn": .string(alias.arn), "Name": .string(alias.name), "FunctionVersion": .string(alias.version),
      "Description": "",
      "RoutingConfig": weights.isEmpty ? nil : .object(["AdditionalVersionWeights": .object(weights)]),
    ]
  }

  private func eventInvokeConfig(_ config: AsyncInvocationPlan, of function: FunctionPlan) -> WireObject {
    func destination(_ arn: String?) -> WireValue { .object(["Destination": arn.map { .string($0) }]) }
    return [
      "LastModified": .timestamp(lastModified.seconds), "FunctionArn": .string("\(function.arn):\(config.qualifier)"),
      "MaximumRetryAttempts": .integer(Int64(config.retries)),
      "MaximumEventAgeInSeconds": .integer(Int64(config.maxAge)),
      "DestinationConfig": .object([
        "OnSuccess": destination(config.onSuccess), "OnFailure": destination(config.onFailure),
      ]),
    ]
  }
}
