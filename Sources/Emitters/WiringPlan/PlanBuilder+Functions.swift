import Source
import Template
import Wiring

extension PlanBuilder {
  /// AWS::Lambda::Function.
  mutating func addFunction(_ resource: Resource, _ reader: inout PropertyReader) {
    let name = reader.text("FunctionName") ?? name(resource)
    let logGroup = reader.object("LoggingConfig") { $0.text("LogGroup") } ?? nil
    var function = FunctionPlan(
      id: resource.logicalID, name: name, arn: arn(resource), role: reader.text("Role") ?? "",
      logGroup: logGroup ?? "/aws/lambda/\(name)")
    function.path = path(resource)
    function.place = planPlace(resource.span)
    function.runtime = reader.text("Runtime")
    function.handler = reader.text("Handler")
    let code = readCode(of: resource, &reader, into: &function)
    if let architecture = reader.texts("Architectures").first { function.architecture = architecture }
    if let memory = reader.integer("MemorySize") { function.memory = memory }
    if let timeout = reader.integer("Timeout") { function.timeout = timeout }
    if let size = reader.object("EphemeralStorage", { $0.integer("Size") }) ?? nil { function.ephemeralStorage = size }
    if let variables = reader.object("Environment", { $0.members("Variables", edge: .placeholder) }) {
      function.environment = variables
    }
    function.layers = reader.texts("Layers")
    function.reservedConcurrency = reader.integer("ReservedConcurrentExecutions")
    function.deadLetter = reader.object("DeadLetterConfig") { $0.text("TargetArn") } ?? nil
    function.settings = reader.keep()
    if !code.items.isEmpty { function.settings.set("Code", .object(code)) }
    plan.functions.append(function)
  }

  /// The code, and where it is in AWS if it is not on this machine.
  private func readCode(
    of resource: Resource, _ reader: inout PropertyReader, into function: inout FunctionPlan
  ) -> Members<JSONValue> {
    function.package = reader.text("PackageType")
    if let artifact = artifact(of: resource, "Code") {
      reader.skip("Code")
      function.code = artifact.path.text
      function.build = artifact.build?.text
      return Members()
    }
    let missing = "the code is not on this machine: the function cannot run"
    if function.package == "Image", let span = reader.datum("PackageType")?.span {
      reader.note("PackageType", "container images are not run", span)
    }
    let code = reader.object("Code") { code in
      let text = code.text("ZipFile", edge: .placeholder)
      for key in ["S3Bucket", "ImageUri"] { code.tell(key, missing) }
      return (text, code.rest())
    }
    function.inlineCode = code?.0
    return code?.1 ?? Members()
  }

  /// The folder or file that a property's contents come from.
  func artifact(of resource: Resource, _ property: String) -> Artifact? {
    template.artifacts.first { $0.owner == resource.logicalID && $0.property == property }
  }

  /// AWS::Lambda::LayerVersion.
  mutating func addLayer(_ resource: Resource, _ reader: inout PropertyReader) {
    var layer = LayerPlan(
      id: resource.logicalID, name: reader.text("LayerName") ?? name(resource),
      arn: generated(resource, "LayerVersionArn"))
    layer.place = planPlace(resource.span)
    if let artifact = artifact(of: resource, "Content") {
      layer.code = artifact.path.text
      layer.build = artifact.build?.text
      reader.skip("Content")
    }
    layer.runtimes = reader.texts("CompatibleRuntimes")
    layer.settings = reader.keep()
    reader.skip("CompatibleArchitectures")
    plan.layers.append(layer)
  }

  /// AWS::Lambda::Version.
  mutating func attachVersion(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = function(&reader, of: resource) else { return }
    let number = PublishedVersions(template, resolver).number(of: resource)
    var version = VersionPlan(id: resource.logicalID, number: number, arn: generated(resource, "Arn"))
    version.place = planPlace(resource.span)
    version.settings = reader.keep()
    plan.functions[index].versions.append(version)
  }

  /// AWS::Lambda::Alias.
  mutating func attachAlias(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = function(&reader, of: resource) else { return }
    var alias = AliasPlan(
      id: resource.logicalID, name: reader.text("Name") ?? name(resource), arn: arn(resource),
      version: reader.text("FunctionVersion") ?? "$LATEST")
    alias.place = planPlace(resource.span)
    alias.provisionedConcurrency =
      reader.object("ProvisionedConcurrencyConfig") { $0.integer("ProvisionedConcurrentExecutions") } ?? nil
    let weights = reader.object("RoutingConfig") { routing in
      routing.objects("AdditionalVersionWeights") { ($0.text("FunctionVersion"), $0.decimal("FunctionWeight")) }
    }
    for case (let version?, let weight?) in weights ?? [] { alias.weights.set(version, weight) }
    alias.settings = reader.keep()
    plan.functions[index].aliases.append(alias)
  }

  /// AWS::Lambda::EventInvokeConfig.
  mutating func attachInvokeConfig(_ resource: Resource, _ reader: inout PropertyReader) {
    guard let index = function(&reader, of: resource) else { return }
    var config = AsyncInvocationPlan(id: resource.logicalID)
    config.place = planPlace(resource.span)
    if let qualifier = reader.text("Qualifier") { config.qualifier = qualifier }
    if let retries = reader.integer("MaximumRetryAttempts") { config.retries = retries }
    if let age = reader.integer("MaximumEventAgeInSeconds") { config.maxAge = age }
    let destinations = reader.object("DestinationConfig") { destinations in
      ["OnSuccess", "OnFailure"].map { key in destinations.object(key) { $0.text("Destination") } ?? nil }
    }
    if let destinations {
      config.onSuccess = destinations[0]
      config.onFailure = destinations[1]
    }
    config.settings = reader.keep()
    plan.functions[index].asyncInvocations.append(config)
  }

  /// The function that a resource's `FunctionName` (a name, an ARN, with or without a qualifier) means.
  mutating func function(_ reader: inout PropertyReader, of resource: Resource) -> Int? {
    let text = reader.text("FunctionName") ?? ""
    if let index = plan.functions.firstIndex(where: { function in
      [function.name, function.arn].contains { text == $0 || text.hasPrefix($0 + ":") }
    }) {
      return index
    }
    addOutside(resource, "its function `\(text)` is not of this plan", &reader)
    return nil
  }
}
