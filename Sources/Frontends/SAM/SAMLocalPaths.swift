import Source
import Spec

/// Paths of this machine in a SAM template. `sam build` and `sam package` put the code that they name into a bucket before
/// the transform ever sees the template ("sam package", AWS SAM Developer Guide), so that the transform refuses them; a
/// template as its author has it is full of them.
struct SAMLocalPaths {
  /// Stands for the bucket that the author's deployment takes.
  static let bucket = "uploaded-by-sam-package"
  /// Stands for the image that `sam build` makes.
  static let image = "\(bucket).dkr.ecr/built-by-sam-build"
  /// What a function without code of its own means: `sam build` takes the template's folder.
  private static let folder = "."

  /// The properties that are uploaded, and where each is among the globals.
  private static let uploaded: [(type: String, globals: String, property: String)] = [
    ("AWS::Serverless::Function", "Function", "CodeUri"),
    ("AWS::Serverless::LayerVersion", "LayerVersion", "ContentUri"),
    ("AWS::Serverless::StateMachine", "StateMachine", "DefinitionUri"),
    ("AWS::Serverless::Api", "Api", "DefinitionUri"), ("AWS::Serverless::HttpApi", "HttpApi", "DefinitionUri"),
  ]
  /// Where a function's code may come from.
  private static let sources = ["CodeUri", "InlineCode", "ImageUri", "FunctionCode"]

  /// What the content of a path is known by, where it has been packed: ids of versions and layers depend on it.
  let contents: [String: String]

  /// The template with addresses for its paths.
  func uploading(_ template: SAMValue) -> SAMValue {
    var template = template
    let globalFunction = template["Globals"]?["Function"]
    for row in template["Globals"] == nil ? [] : Self.uploaded {
      guard let properties = template["Globals"]?[row.globals] else { continue }
      template[in: "Globals"][row.globals] = uploading(row.property, of: properties)
    }
    guard var resources = template["Resources"]?.map else { return template }
    for entry in resources.resources(where: { $0.hasPrefix(ServerlessType.prefix) }) {
      guard let type = entry.value["Type"]?.string, let row = Self.uploaded.first(where: { $0.type == type }),
        var properties = entry.value["Properties"], properties.isMap
      else { continue }
      if type == "AWS::Serverless::Function" {
        addFolder(&properties, globalFunction, entry.value.span)
        addImage(&properties, globalFunction, entry.value["Metadata"])
      }
      var resource = entry.value
      resource["Properties"] = uploading(row.property, of: properties)
      resources.set(entry.key, resource, keySpan: entry.keySpan)
    }
    template["Resources"] = SAMValue(.map(resources), template["Resources"]?.span)
    return template
  }

  private func uploading(_ property: String, of properties: SAMValue) -> SAMValue {
    guard let value = properties[property], let text = value.string, !text.isEmpty, !text.holdsDynamicReference,
      !text.holds("://")
    else { return properties }
    var properties = properties
    let version = (contents.isEmpty ? nil : contents[text.asLocalPath]).map { "?versionId=\($0)" } ?? ""
    properties[property] = SAMValue(.string("s3://\(Self.bucket)/\(text)\(version)"), value.span)
    return properties
  }

  /// What of a function's `Metadata` says that `sam build` makes its image ("Building container images", AWS SAM Developer
  /// Guide).
  private static let imageMembers = ["Dockerfile", "DockerContext"]

  /// A function whose image `sam build` makes and `sam package` uploads.
  private func addImage(_ properties: inout SAMValue, _ globals: SAMValue?, _ metadata: SAMValue?) {
    let type = properties["PackageType"] ?? globals?["PackageType"]
    guard type?.string == "Image", properties["ImageUri"] == nil, let metadata, metadata.isMap,
      let written = Self.imageMembers.compactMap({ metadata[$0] }).first
    else { return }
    properties["ImageUri"] = SAMValue(.string(Self.image), written.span)
  }

  /// A function that says nothing of its code.
  private func addFolder(_ properties: inout SAMValue, _ globals: SAMValue?, _ span: Span?) {
    let isSaid = Self.sources.contains { properties[$0] != nil || globals?[$0] != nil }
    let type = properties["PackageType"] ?? globals?["PackageType"]
    guard !isSaid, type == nil || type?.string == "Zip" else { return }
    properties["CodeUri"] = SAMValue(.string("s3://\(Self.bucket)/\(Self.folder)"), span)
  }
}
