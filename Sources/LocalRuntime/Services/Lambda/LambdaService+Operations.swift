import WireProtocols
import Wiring

extension LambdaService {
  /// The operations.
  public static let operations: [String: Operation<LambdaService>] = [
    "Invoke": Operation(
      permissions: { (service, call) async throws(ServiceError) -> [Permission] in
        [Permission("lambda:InvokeFunction", on: try service.arn(call))]
      },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try await service.invoke(call) }),
    "InvokeAsync": Operation(
      permissions: { (service, call) async throws(ServiceError) -> [Permission] in
        [Permission("lambda:InvokeAsync", on: try service.arn(call))]
      },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try await service.invokeAsync(call) }),
    "GetFunction": onFunction("GetFunction", LambdaService.getFunction),
    "GetFunctionConfiguration": onFunction("GetFunctionConfiguration", LambdaService.getFunctionConfiguration),
    "ListVersionsByFunction": onFunction("ListVersionsByFunction", LambdaService.listVersions),
    "ListAliases": onFunction("ListAliases", LambdaService.listAliases),
    "GetAlias": onFunction("GetAlias", LambdaService.getAlias),
    "GetPolicy": onFunction("GetPolicy", LambdaService.getPolicy),
    "AddPermission": onFunction("AddPermission", LambdaService.addPermission),
    "RemovePermission": onFunction("RemovePermission", LambdaService.removePermission),
    "GetFunctionConcurrency": onFunction("GetFunctionConcurrency", LambdaService.getConcurrency),
    "GetFunctionEventInvokeConfig": onFunction("GetFunctionEventInvokeConfig", LambdaService.getEventInvokeConfig),
    "ListFunctionEventInvokeConfigs": onFunction(
      "ListFunctionEventInvokeConfigs", LambdaService.listEventInvokeConfigs),
    "ListTags": Operation(
      permissions: { (_, call) async throws(ServiceError) -> [Permission] in
        [Permission("lambda:ListTags", on: call.input.string("Resource") ?? "*")]
      },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try service.listTags(call) }),
    "GetEventSourceMapping": Operation(
      permissions: { (service, call) async throws(ServiceError) -> [Permission] in
        [Permission("lambda:GetEventSourceMapping", on: service.arn(ofMapping: call.input.string("UUID") ?? ""))]
      },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try service.getMapping(call) }),
    "ListFunctions": onEverything("ListFunctions", LambdaService.listFunctions),
    "ListEventSourceMappings": onEverything("ListEventSourceMappings", LambdaService.listMappings),
    "GetAccountSettings": onEverything("GetAccountSettings", LambdaService.getAccountSettings),
  ]

  typealias Answer = @Sendable (LambdaService) -> (ServiceCall) throws(ServiceError) -> WireObject

  private static func onFunction(_ name: String, _ answer: @escaping Answer) -> Operation<LambdaService> {
    Operation(
      permissions: { (service, call) async throws(ServiceError) -> [Permission] in
        [Permission("lambda:\(name)", on: try service.arn(call))]
      },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try answer(service)(call) })
  }

  /// Actions that IAM knows no resource for.
  private static func onEverything(_ name: String, _ answer: @escaping Answer) -> Operation<LambdaService> {
    Operation(
      permissions: { (_, _) async throws(ServiceError) -> [Permission] in [Permission("lambda:\(name)", on: "*")] },
      answer: { (service, call) async throws(ServiceError) -> WireObject in try answer(service)(call) })
  }

  /// The function that a call names and the qualifier, given with the name or beside it.
  func name(_ call: ServiceCall) throws(ServiceError) -> FunctionName {
    let text = call.input.string("FunctionName") ?? ""
    guard var name = FunctionName(text) else {
      throw ServiceError(
        "InvalidParameterValueException", "`\(text.prefix(256))` is not the name or ARN of a function",
        members: ["Type": "User"])
    }
    guard let qualifier = call.input.string("Qualifier") else { return name }
    if let own = name.qualifier, own != qualifier {
      throw ServiceError(
        "InvalidParameterValueException",
        "The derived qualifier from the function name does not match the specified qualifier.",
        members: ["Type": "User"])
    }
    name.qualifier = qualifier
    return name
  }

  /// ARN of what a call names, whether it is there or not.
  func arn(_ call: ServiceCall) throws(ServiceError) -> String { arn(try name(call)) }

  /// ARN of a function by its name.
  func arn(_ name: FunctionName) -> String {
    let plan = runner.plan
    let own =
      runner.function(name.name)?.arn
      ?? "arn:\(plan?.partition ?? "aws"):lambda:\(plan?.region ?? "us-east-1"):\(plan?.account ?? ""):function:\(name.name)"
    return name.qualifier.map { "\(own):\($0)" } ?? own
  }

  /// What a call names.
  func target(_ call: ServiceCall) throws(ServiceError) -> FunctionRunner.Target {
    let name = try name(call)
    guard let target = runner.target(name.name, qualifier: name.qualifier) else { throw Self.notFound(arn(name)) }
    return target
  }
}
