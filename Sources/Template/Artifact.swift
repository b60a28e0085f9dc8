public import Source

/// A folder or file that is packed, named by its content and uploaded beside the template.
public struct Artifact: Sendable {
  /// The resource that uses it: a function or a layer.
  public let owner: String
  /// The property that names the object: `Code` or `Content`.
  public let property: String
  /// The path as written, relative to the file it was written in.
  public let path: Name
  /// A command that produces the folder, if one is needed.
  public let build: Name?
  /// Name of the object below `ArtifactPrefix`; the packer replaces it by one made of the content's hash.
  public var objectName: String

  /// Where in the property the object's name stands.
  public let keyPath: [String]
  /// What the archive is put together from; empty where it is the folder or file of ``path``.
  public let parts: [Part]

  /// A file of an archive, by its name there.
  public enum Part: Sendable {
    /// A text of the compiler's.
    case text(String, String)
    /// A file of the author's.
    case file(String, Name)

    /// The name in the archive.
    public var name: String {
      switch self {
      case .text(let name, _), .file(let name, _): name
      }
    }
  }

  /// Makes an artifact.
  public init(
    owner: String, property: String, path: Name, build: Name?, objectName: String, keyPath: [String] = ["S3Key"],
    parts: [Part] = []
  ) {
    self.owner = owner
    self.property = property
    self.path = path
    self.build = build
    self.objectName = objectName
    self.keyPath = keyPath
    self.parts = parts
  }
}

extension StackTemplate {
  /// Notes a folder or file whose packed content a property of a resource names, and gives the place where the template
  /// will look for it. `members` are what the property calls the bucket and the key.
  public mutating func addArtifact(
    owner: String, property: String, path: Name, build: Name? = nil,
    members: (bucket: String, key: String) = ("S3Bucket", "S3Key")
  ) -> Value {
    let objectName = "\(owner).zip"
    artifacts.append(
      Artifact(
        owner: owner, property: property, path: path, build: build, objectName: objectName, keyPath: [members.key]))
    let span = path.span
    let place: [(String, Value)] = [
      (members.bucket, .ref(Self.artifactBucket, span)),
      (members.key, .sub("${\(Self.artifactPrefix)}\(objectName)", span)),
    ]
    return Value(.map(ValueMap(place.map { .init($0.0, at: span, $0.1) })), span)
  }

  /// Adds the parameters that say where artifacts are, if there are any.
  public mutating func addArtifactParameters() {
    guard let first = artifacts.first else { return }
    let span = first.path.span
    func add(_ name: String, _ description: String, defaultValue: String?) {
      guard parameter(name) == nil else { return }
      let attributes: [(String, String)] =
        [("Type", "String"), ("Description", description)] + (defaultValue.map { [("Default", $0)] } ?? [])
      parameters.append(
        Parameter(
          name: Name(name, span), type: "String", defaultValue: defaultValue.map { .string($0, span) },
          attributes: ValueMap(attributes.map { .init($0, at: span, .string($1, span)) })))
    }
    add(Self.artifactBucket, "Bucket that holds the packed code", defaultValue: nil)
    add(Self.artifactPrefix, "Prefix of the packed code in the bucket, ending in a slash", defaultValue: "")
  }

  /// Parameter that names the bucket of the artifacts.
  public static let artifactBucket = "ArtifactBucket"
  /// Parameter that is put before each artifact's name; empty or ending in a slash.
  public static let artifactPrefix = "ArtifactPrefix"

  /// Names the object of an artifact, here and in the property that uses it.
  public mutating func setObjectName(_ name: String, ofArtifact index: Int) {
    guard artifacts.indices.contains(index) else { return }
    artifacts[index].objectName = name
    let artifact = artifacts[index]
    update(artifact.owner) { resource in
      guard let old = resource.properties.entry(artifact.property), var location = old.value.map else { return }
      let key = Value.sub("${\(Self.artifactPrefix)}\(name)", artifact.path.span)
      location.set(artifact.keyPath[...], to: key)
      resource.properties.set(artifact.property, at: old.keySpan, Value(.map(location), old.value.span))
    }
  }
}

extension ValueMap {
  /// Sets what stands at a path of members, where all but the last are there.
  fileprivate mutating func set(_ path: ArraySlice<String>, to value: Value) {
    guard let first = path.first else { return }
    guard path.count > 1 else { return set(first, at: value.span, value) }
    guard let old = entry(first), var inner = old.value.map else { return }
    inner.set(path.dropFirst(), to: value)
    set(first, at: old.keySpan, Value(.map(inner), old.value.span))
  }
}

/// A call that a handler makes, as its author declared it (`access:`): its role must allow it.
public struct Access: Sendable {
  /// Logical id of the function.
  public let function: String
  /// The verb as written (`send`), or nil for a list of actions.
  public let verb: String?
  /// What is called for: IAM actions with the resources they apply to.
  public let grants: [Grant]
  /// Logical id of what is accessed, if it is of this stack.
  public let target: String?
  /// The line that asks for it.
  public let span: Span

  /// Actions on resources, as a policy statement has them.
  public struct Grant: Sendable {
    /// IAM actions: `sqs:SendMessage`.
    public let actions: [Name]
    /// ARNs.
    public let resources: [Value]

    /// Makes a grant.
    public init(actions: [Name], resources: [Value]) {
      self.actions = actions
      self.resources = resources
    }
  }

  /// Makes a declared call.
  public init(function: String, verb: String?, grants: [Grant], target: String?, span: Span) {
    self.function = function
    self.verb = verb
    self.grants = grants
    self.target = target
    self.span = span
  }
}
