public import Source

/// The waist of the compiler: CloudFormation resources with their places. Whatever was read, everything after the
/// front ends sees only this.
///
/// The parts follow "Template sections" of the AWS CloudFormation User Guide.
public struct StackTemplate: Sendable {
  /// Name of the stack, if the file gives one.
  public var name: Name?
  /// The file that was read first.
  public var source: SourceID
  /// `Description`.
  public var description: Name?
  /// `Transform`, as far as it is left to CloudFormation.
  public var transforms: [Name] = []
  /// Those of ``transforms`` that make of the template what is not known here: what it names may be theirs to make.
  public var unexpanded: [Name] = []
  /// Transforms within resources that are left to AWS, by logical id: no more than that resource may be of their making.
  public var includedParts: [(resource: String, transform: Name)] = []
  /// What the template referred to before a transform replaced it by its value: it is used, though nothing refers to it any
  /// more.
  public var namesUsed: Set<String> = []
  /// Parameters whose values a transform needed and did not have, so that it was carried out with placeholders: the template
  /// can be checked, but is not the one that is deployed. A call without a name stands as an empty text.
  public var assumed: [Name] = []
  /// Whether the file was a CloudFormation template rather than a stack file.
  public var isWrittenAsTemplate = false
  /// `Globals` of a template for the Serverless Application Model, until its transform has used it.
  public var globals: Value?
  /// `Metadata`.
  public var metadata: Value?
  /// `Metadata` of resources as they were written, by their names' places: SAM's transform does not pass all of it on.
  public var writtenMetadata: [Span: Value] = [:]
  /// `Parameters`, in source order.
  public var parameters: [Parameter] = []
  /// `Mappings`.
  public var mappings = ValueMap()
  /// `Conditions`.
  public var conditions = ValueMap()
  /// `Rules`, which judge the parameters before anything is made.
  public var rules = ValueMap()
  /// `Resources`, in source order; a derived resource follows what made it necessary.
  public private(set) var resources: [Resource] = []
  /// `Outputs`, in source order.
  public var outputs: [Output] = []
  /// Folders and files to be packed and uploaded.
  public var artifacts: [Artifact] = []
  /// Folders with the sources of functions that a tool must build first, by logical id.
  public var unbuiltCode: [String: Name] = [:]
  /// Calls that a handler makes and that its role must allow.
  public var accesses: [Access] = []

  private(set) var resourceIndex: [String: Int] = [:]
  private var parameterNames: Set<String> { Set(parameters.map(\.name.text)) }

  /// The transform that widens the language.
  public static let languageExtensions = "AWS::LanguageExtensions"
  /// Whether the template asks for it.
  public var hasLanguageExtensions: Bool { transforms.contains { $0.text == Self.languageExtensions } }
  /// Every transform that is left to AWS.
  public var leftTransforms: [Name] { unexpanded + includedParts.map(\.transform) }

  /// Makes an empty template.
  public init(source: SourceID) { self.source = source }

  /// `Metadata` of a resource, or of the one that it was made for.
  public func metadata(of resource: Resource) -> Value? {
    writtenMetadata[resource.span] ?? resource.attributes["Metadata"]
  }

  /// The resource of a logical id.
  public subscript(id: String) -> Resource? { resourceIndex[id].map { resources[$0] } }

  /// Where the resource of a logical id stands among ``resources``.
  public func position(of id: String) -> Int? { resourceIndex[id] }

  /// The parameter of a name.
  public func parameter(_ name: String) -> Parameter? { parameters.first { $0.name.text.isSameName(as: name) } }

  /// The template with no defaults for parameters that were not given: a deployment may give them any value.
  public func withoutDefaults(in deployment: Deployment) -> StackTemplate {
    var open = self
    for index in open.parameters.indices where deployment.parameters[open.parameters[index].name.text] == nil {
      open.parameters[index].defaultValue = nil
    }
    return open
  }

  /// Makes room for resources that are to be added.
  public mutating func reserveResources(_ count: Int) {
    resources.reserveCapacity(count)
    resourceIndex.reserveCapacity(count)
  }

  /// Adds a resource; false if its logical id is taken.
  @discardableResult
  public mutating func add(_ resource: Resource) -> Bool {
    let next = resources.count
    // The id is looked up once: one that is there has a smaller place.
    func place(_ index: inout Int) -> Int { index }
    guard place(&resourceIndex[resource.logicalID, default: next]) == next else { return false }
    resources.append(resource)
    return true
  }

  /// Adds a resource behind the one that makes it necessary; at the end if there is no such.
  public mutating func add(_ resource: Resource, after id: String) {
    guard resourceIndex[resource.logicalID] == nil, let index = resourceIndex[id] else {
      add(resource)
      return
    }
    resources.insert(resource, at: index + 1)
    for place in (index + 1)..<resources.count { resourceIndex[resources[place].logicalID] = place }
  }

  /// Takes all resources away, to be added anew.
  mutating func removeResources() {
    resources = []
    resourceIndex = [:]
  }

  /// Changes a resource in place; its logical id must stay.
  public mutating func update(_ id: String, _ change: (inout Resource) -> Void) {
    guard let index = resourceIndex[id] else { return }
    change(&resources[index])
    resources[index].logicalID = id
  }

  /// The resources of a type.
  public func resources(ofType type: String) -> [Resource] { resources.filter { $0.type == type } }
}

/// A parameter ("Parameters", AWS CloudFormation User Guide).
public struct Parameter: Sendable {
  /// The name.
  public var name: Name
  /// `Type`, such as `String` or `CommaDelimitedList`.
  public var type: String
  /// `Default`.
  public var defaultValue: Value?
  /// All attributes as CloudFormation has them, `Type` and `Default` included.
  public var attributes: ValueMap

  /// Makes a parameter.
  public init(name: Name, type: String, defaultValue: Value?, attributes: ValueMap) {
    self.name = name
    self.type = type
    self.defaultValue = defaultValue
    self.attributes = attributes
  }
}

/// An output ("Outputs", AWS CloudFormation User Guide).
public struct Output: Sendable {
  /// The name.
  public var name: Name
  /// `Value`, `Description`, `Export`, `Condition` as CloudFormation has them.
  public var attributes: ValueMap

  /// Makes an output.
  public init(name: Name, attributes: ValueMap) {
    self.name = name
    self.attributes = attributes
  }

  /// `Value`.
  public var value: Value? { attributes["Value"] }
}
