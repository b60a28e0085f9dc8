import Source
import Spec
import Template

/// One run of SAM's transform over one template.
///
/// The order is SAM's own, since errors and ids depend on it: the bodies of APIs are prepared, implicit APIs are made and
/// take the events' paths, `Globals` are merged, and then each resource is replaced by what it stands for: functions first,
/// since their events add to the APIs.
///
/// Behaviour follows "AWS SAM template anatomy" and "AWS SAM resource and property reference" (AWS SAM Developer Guide).
struct SAMTranslation {
  /// What is known besides the template.
  let inputs: SAMInputs
  /// The template's sections, without `Resources`.
  var sections: SAMMap
  /// `Resources` as they are written, with what the steps before the translation add.
  var resources: SAMMap
  /// `Resources` as they come out.
  var results: SAMMap
  /// Parameters' values.
  var parameters: SAMParameters
  /// Which types there are: most templates lack what most steps look for.
  var types = SAMTypes()
  /// Faults so far.
  var faults: [SAMFault] = []
  /// What `Foo.Alias` and its like refer to: logical ids by the resource's id and the word behind the dot.
  var references: [String: [String: String]] = [:]
  /// What made each resource necessary, by logical ids.
  private(set) var makers: [String: String] = [:]
  /// Logical ids that changed.
  var renamed: [String: String] = [:]
  /// Parameters for whose values placeholders stand, where each was needed; without a name, a call.
  var assumed: [Name] = []
  /// What the transform leaves out without a word.
  var leftOut: [SAMLeftOut] = []
  /// The conditions that the transform makes and CloudFormation refuses.
  var unfit: [SAMUnfitCondition] = []
  /// Gradual deployments.
  var deployments = SAMDeployments()
  /// Usage plan that APIs share.
  var usagePlan = SAMUsagePlan()
  /// Sets of DNS records, by hosted zone.
  var recordSets = SAMRecordSets()

  init(_ root: SAMValue, _ inputs: SAMInputs) {
    self.inputs = inputs
    sections = root.map ?? SAMMap()
    resources = root["Resources"]?.map ?? SAMMap()
    sections.remove("Resources")
    results = SAMMap()
    parameters = SAMParameters(values: inputs.parameters)
  }

  /// `Conditions`.
  var conditions: SAMMap {
    get { sections["Conditions"]?.map ?? SAMMap() }
    set { sections.set("Conditions", SAMValue(.map(newValue), sections["Conditions"]?.span)) }
  }

  /// A known pseudo parameter.
  var partition: String { inputs.partition }

  /// Runs the whole transform. The result holds only if there are no faults.
  mutating func run() -> SAMValue {
    do throws(SAMFault) {
      try checkStructure()
      types = SAMTypes(of: resources)
      orderAsPython()
      addDefaults()
      try prepare()
    } catch {
      faults.append(error)
    }
    guard faults.isEmpty else { return .emptyMap }
    results = resources
    makers.reserveCapacity(resources.count)
    splitEmbeddedConnectors()
    for id in order() { translate(id) }
    finishDeployments()
    guard faults.isEmpty else { return .emptyMap }
    return finished()
  }

  /// What SAM does to the template as a whole before any resource.
  private mutating func prepare() throws(SAMFault) {
    try addDefinitionBodies()
    for kind in [SAMImplicitAPI.rest, .http] {
      try addImplicitAPI(kind)
      // What is wrong with the events of one kind SAM tells before it looks at the other.
      guard faults.isEmpty else { return }
    }
    try mergeGlobals()
    fixOpenAPIVersions()
  }

  /// The resources that are SAM's: functions first, then web functions, state machines, APIs and the rest; connectors last, since they look at what came out.
  private func order() -> [String] {
    var ranks: [[String]] = [[], [], [], [], [], []]
    for entry in resources.resources(where: { $0.hasPrefix(ServerlessType.prefix) }) {
      let rank: Int
      switch entry.value["Type"]?.string {
      case "AWS::Serverless::Function": rank = 0
      case "AWS::Serverless::WebFunction": rank = 1
      case "AWS::Serverless::StateMachine": rank = 2
      case "AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::WebSocketApi": rank = 3
      case "AWS::Serverless::Connector": rank = 5
      default: rank = 4
      }
      ranks[rank].append(entry.key)
    }
    return ranks.flatMap(\.self)
  }

  /// Replaces one resource.
  private mutating func translate(_ id: String) {
    guard let body = resources[id] else { return }
    let source = SAMSource(id, body, span: resources.keySpan(id) ?? body.span)
    do throws(SAMFault) {
      guard id.isEmpty || id.isAlphanumeric else {
        throw source.fault("Logical ids must be alphanumeric.")
      }
      if let properties = body["Properties"], !properties.isMap {
        throw SAMFault.propertiesAreNoMap(of: id, source.type).placed(properties.span)
      }
      guard let made = try translated(source) else { return }
      if let wrong = made.first(where: { !$0.id.isAlphanumeric }) {
        throw .resource(wrong.id, "Logical ids must be alphanumeric.", wrong.span)
      }
      accept(made, from: source)
    } catch {
      var fault = error.placed(source.span)
      fault.owner = id
      faults.append(fault)
    }
  }

  /// What a resource stands for; nil for a type that the transform does not know.
  private mutating func translated(_ source: SAMSource) throws(SAMFault) -> [SAMResource]? {
    switch ServerlessType(rawValue: source.type) {
    case .function: try function(source)
    case .stateMachine: try stateMachine(source)
    case .api: try api(source)
    case .httpAPI: try httpAPI(source)
    case .webSocketAPI: try webSocketAPI(source)
    case .simpleTable: try simpleTable(source)
    case .layerVersion: try layerVersion(source)
    case .application: try application(source)
    case .connector: try connector(source)
    case .graphQLAPI: try graphQLAPI(source)
    case .capacityProvider: try capacityProvider(source)
    case .microvmImage: try microvmImage(source)
    case .networkConnector: try networkConnector(source)
    case .webFunction: try webFunction(source)
    case nil: nil
    }
  }

  /// Lets `Foo.Word` refer to what was made of `Foo`.
  mutating func refer(_ id: String, _ word: String, to made: String) { references[id, default: [:]][word] = made }

  /// Notes that something will not come out.
  mutating func leaveOut(
    _ name: String, at span: Span?, of resource: String, _ consequence: String? = nil, known: [String] = []
  ) {
    guard let span else { return }
    leftOut.append(
      SAMLeftOut(name: Name(name, span), resource: resource, consequence: consequence, known: known))
  }

  /// Makes a condition as SAM does, though CloudFormation refuses it.
  mutating func makeUnfit(_ written: SAMValue, _ condition: SAMUnfitCondition) {
    conditions.set(condition.name, written)
    if !unfit.contains(where: { $0.name == condition.name }) { unfit.append(condition) }
  }

  /// Puts what was made in the place of what was written.
  private mutating func accept(_ made: [SAMResource], from source: SAMSource) {
    results.remove(source.id)
    for var resource in made {
      if let taken = resources[resource.id], !Self.replaces(resource.type, taken["Type"]?.string ?? "") {
        faults.append(duplicate(resource, of: source))
        continue
      }
      resource.span = resource.span ?? source.span
      results.set(resource.id, resource.body, keySpan: resource.span)
      makers[resource.id] = source.id
    }
  }

  private func duplicate(_ resource: SAMResource, of source: SAMSource) -> SAMFault {
    SAMFault(
      .plain(source.id),
      "Transforming resource with id [\(source.id)] attempts to create a new resource with id [\(resource.id)] and type "
        + "\"\(resource.type)\". A resource with that id already exists within this template. Please use a different id "
        + "for that resource.", resource.span ?? source.span)
  }

  /// Whether a resource of a type stands in the place of one of the same id.
  private static func replaces(_ type: String, _ written: String) -> Bool {
    switch type {
    case "AWS::Lambda::Function": written == "AWS::Serverless::Function"
    case "AWS::Lambda::LayerVersion": written == "AWS::Serverless::LayerVersion"
    case "AWS::ApiGateway::RestApi": written == "AWS::Serverless::Api"
    case "AWS::ApiGatewayV2::Api": written == "AWS::Serverless::HttpApi" || written == "AWS::Serverless::WebSocketApi"
    case "AWS::DynamoDB::Table": written == "AWS::Serverless::SimpleTable"
    case "AWS::StepFunctions::StateMachine": written == "AWS::Serverless::StateMachine"
    case "AWS::CloudFormation::Stack": written == "AWS::Serverless::Application"
    case "AWS::AppSync::GraphQLApi": written == "AWS::Serverless::GraphQLApi"
    case "AWS::Lambda::CapacityProvider": written == "AWS::Serverless::CapacityProvider"
    case "AWS::Lambda::MicrovmImage": written == "AWS::Serverless::MicrovmImage"
    case "AWS::Lambda::NetworkConnector": written == "AWS::Serverless::NetworkConnector"
    case "AWS::Lambda::WebFunction": written == "AWS::Serverless::WebFunction"
    default: false
    }
  }
}
