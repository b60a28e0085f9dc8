public import Diagnostics
public import Source
public import Template

/// Code and definitions that a template names by a path of this machine, as `aws cloudformation package` and `sam package`
/// take them: what lies here becomes an artifact of the stack, as `code:` of the stack language does.
public struct LocalCode {
  /// A property that names an object in Amazon S3 or, before packaging, a path ("package", AWS CLI Command Reference).
  private struct Place {
    let property: String
    /// What it calls the bucket and the key.
    let members: (bucket: String, key: String)

    static let code = Place(property: "Code", members: ("S3Bucket", "S3Key"))
    static let content = Place(property: "Content", members: ("S3Bucket", "S3Key"))
    static let body = Place(property: "BodyS3Location", members: ("Bucket", "Key"))
    static let definition = Place(property: "DefinitionS3Location", members: ("Bucket", "Key"))
  }

  private static let places: [(type: String, place: Place)] = [
    ("AWS::Lambda::Function", .code), ("AWS::Lambda::LayerVersion", .content), ("AWS::ApiGateway::RestApi", .body),
    ("AWS::ApiGatewayV2::Api", .body), ("AWS::StepFunctions::StateMachine", .definition),
  ]

  private static func place(_ type: String) -> Place? { places.first { $0.type.isSameName(as: type) }?.place }

  /// Endings of files that are templates, data and notes, and no code.
  private static let texts = [".yaml", ".yml", ".json", ".md", ".txt"]
  /// Endings of archives that Lambda takes as they are.
  private static let archives = [".zip", ".jar"]

  private let files: any ProjectFiles

  /// Looks for paths among some files.
  public init(_ files: any ProjectFiles) { self.files = files }

  /// The template with artifacts for the paths that lie here; the others are told.
  public func take(_ template: StackTemplate, into findings: inout Findings) -> StackTemplate {
    var template = template
    var missing: [Name] = []
    for resource in template.resources {
      guard let place = Self.place(resource.type), let entry = resource.properties.entry(place.property) else {
        continue
      }
      if let image = entry.value["ImageUri"], image.string == SAMLocalPaths.image {
        missing.append(Name("the image of \(resource.logicalID)", image.span))
      }
      guard let path = Self.path(entry.value, place) else { continue }
      if let tool = Self.builder(template.metadata(of: resource)) {
        findings.report(.codeNotBuilt(path, by: tool))
        if files.kind(of: path.text.asLocalPath) == .folder {
          template.unbuiltCode[resource.logicalID] = Name(path.text.asLocalPath, path.span)
        }
      } else if isUsable(path.text, place), isOwn(path.text, of: resource) {
        let location = template.addArtifact(
          owner: resource.logicalID, property: place.property, path: Name(path.text.asLocalPath, path.span),
          members: place.members)
        template.update(resource.logicalID) { resource in
          resource.properties.set(place.property, at: entry.keySpan, location)
        }
      } else if path.span != resource.extent {
        // Where nothing was written, there is nothing to upload either.
        missing.append(path)
      }
    }
    if let first = missing.first {
      findings.report(.pathNotUploaded(first.text, andOthers: missing.count - 1, at: first.span))
    }
    template.addArtifactParameters()
    return template
  }

  /// The path in a property: a text that is no address, or what stands for one since SAM's transform.
  private static func path(_ value: Value, _ place: Place) -> Name? {
    if let text = value.string {
      return text.isEmpty || text.contains("://") || text.holdsDynamicReference ? nil : Name(text, value.span)
    }
    guard value[place.members.bucket]?.string == SAMLocalPaths.bucket, let key = value[place.members.key]?.string else {
      return nil
    }
    return Name(key, value.span)
  }

  /// What has to run before the code is there, if the template says so: `Metadata` of a function or layer
  /// ("Building Lambda functions with custom runtimes", AWS SAM Developer Guide). What `sam build` wrote has the id of the
  /// resource besides.
  private static func builder(_ metadata: Value?) -> String? {
    metadata?["SamResourceId"] == nil ? metadata?["BuildMethod"]?.string : nil
  }

  /// Whether the template's own folder is a function's code, which is meant where nothing is said: its handler begins with a
  /// name that is there.
  private func isOwn(_ path: String, of resource: Resource) -> Bool {
    guard path.asLocalPath == ".", let handler = resource["Handler"]?.string else { return true }
    let first = handler.prefix { $0 != "/" && $0 != "." }
    return files.names(in: ".").contains { name in
      name == first || name.hasPrefix("\(first).") && !Self.texts.contains { name.hasSuffix($0) }
    }
  }

  /// Whether a path lies here as the property takes it: a folder is packed, an archive or a definition taken as it is.
  private func isUsable(_ path: String, _ place: Place) -> Bool {
    let path = path.asLocalPath
    switch files.kind(of: path) {
    case .folder: return place.members.key == Place.code.members.key
    case .file:
      let isArchive = Self.archives.contains { path.lowercased().hasSuffix($0) }
      return isArchive == (place.members.key == Place.code.members.key)
    case nil: return false
    }
  }
}

extension String {
  /// A path without `./` before it and slashes behind it; `.` for the folder itself.
  var asLocalPath: String {
    let slash = UInt8(ascii: "/")
    var path = utf8[...]
    while path.starts(with: "./".utf8) { path = path.dropFirst(2).drop { $0 == slash } }
    while path.last == slash, path.dropLast().first != nil { path = path.dropLast() }
    return path.isEmpty ? "." : String(Substring(path))
  }
}
