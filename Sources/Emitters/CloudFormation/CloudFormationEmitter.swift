public import Source
public import Template

/// Writes a template as CloudFormation reads it: JSON in the order of "Template sections" (AWS CloudFormation User Guide),
/// resources in source order, intrinsic functions in their long form.
public struct CloudFormationEmitter: Sendable {
  /// The only version there is ("Format version", AWS CloudFormation User Guide).
  public static let formatVersion = "2010-09-09"

  private let template: StackTemplate
  private let implied: ImpliedDependencies

  /// Takes the template to write.
  public init(_ template: StackTemplate) {
    self.template = template
    implied = ImpliedDependencies(template)
  }

  /// The template as UTF-8 that ends in a line feed. The same template gives the same bytes.
  public var bytes: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    json.newline()
    return json.bytes
  }

  /// Writes the template as one object.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("AWSTemplateFormatVersion", Self.formatVersion)
      if let description = template.description { json.member("Description", description.text) }
      if let metadata = template.metadata {
        json.key("Metadata")
        metadata.write(to: &json)
      }
      writeParameters(to: &json)
      Self.section("Rules", template.rules, to: &json)
      Self.section("Mappings", template.mappings, to: &json)
      Self.section("Conditions", template.conditions, to: &json)
      writeTransforms(to: &json)
      if let globals = template.globals {
        json.key("Globals")
        globals.write(to: &json)
      }
      writeResources(to: &json)
      writeOutputs(to: &json)
    }
  }

  private static func section(_ name: String, _ map: ValueMap, to json: inout JSONWriter) {
    guard !map.isEmpty else { return }
    json.key(name)
    map.write(to: &json)
  }

  private func writeParameters(to json: inout JSONWriter) {
    guard !template.parameters.isEmpty else { return }
    json.key("Parameters")
    json.object { json in
      for parameter in template.parameters {
        json.key(parameter.name.text)
        parameter.attributes.write(to: &json)
      }
    }
  }

  private func writeTransforms(to json: inout JSONWriter) {
    if template.transforms.count == 1, let only = template.transforms.first { json.member("Transform", only.text) }
    if template.transforms.count > 1 { json.member("Transform", template.transforms.map(\.text)) }
  }

  private func writeResources(to json: inout JSONWriter) {
    json.key("Resources")
    json.object { json in
      for resource in template.resources {
        json.key(resource.logicalID)
        write(resource, to: &json)
      }
    }
  }

  private func write(_ resource: Resource, to json: inout JSONWriter) {
    let dependsOn = implied.needed(of: resource)
    json.object { json in
      json.member("Type", resource.type)
      if let condition = resource.condition { json.member("Condition", condition.text) }
      if dependsOn.count == 1, let only = dependsOn.first { json.member("DependsOn", only) }
      if dependsOn.count > 1 { json.member("DependsOn", dependsOn) }
      Self.section("Properties", resource.properties, to: &json)
      for attribute in resource.attributes.entries {
        json.key(attribute.key)
        attribute.value.write(to: &json)
      }
    }
  }

  private func writeOutputs(to json: inout JSONWriter) {
    guard !template.outputs.isEmpty else { return }
    json.key("Outputs")
    json.object { json in
      for output in template.outputs {
        json.key(output.name.text)
        output.attributes.write(to: &json)
      }
    }
  }
}
