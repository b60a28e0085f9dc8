public import Diagnostics
public import Source
public import Template
import YAML

/// What a template gives to the templates that it nests, where they lie beside it.
public struct NestedStacks {
  private let files: any ProjectFiles

  /// Looks for the nested templates among some files.
  public init(_ files: any ProjectFiles) { self.files = files }

  /// The types that nest a template, with the property that says where it is.
  private static let places: [(type: String, property: String)] = [
    ("AWS::CloudFormation::Stack", "TemplateURL"), ("AWS::Serverless::Application", "Location"),
  ]

  /// Compares the parameters of each nested stack with those of its template, as far as that is a file here.
  public func check(_ template: StackTemplate, into findings: inout Findings) {
    for resource in template.resources {
      let type = resource.type
      guard let property = Self.places.first(where: { $0.type.isSameName(as: type) })?.property,
        let place = resource[property], let path = place.string,
        !path.contains("://"), !path.holdsDynamicReference
      else { continue }
      if resource.type == "AWS::CloudFormation::Stack" { findings.report(.pathNotUploaded(path, at: place.span)) }
      if let nested = parameters(of: path) { compare(resource, nested, path, &findings) }
    }
  }

  private func parameters(of path: String) -> [Parameter]? {
    guard files.kind(of: path) == .file, let bytes = files.contents(of: path) else { return nil }
    // What is wrong with the other template is told when that is looked at.
    var unheard = Findings()
    let tree = SyntaxTree.parse(SourceFile(path: path, bytes: bytes), id: SourceID(0), into: &unheard)
    guard tree.isComplete, CloudFormationFile.isTemplate(tree) else { return nil }
    return CloudFormationFile.parameters(of: tree)
  }

  private func compare(_ resource: Resource, _ nested: [Parameter], _ path: String, _ findings: inout Findings) {
    let entry = resource.properties.entry("Parameters")
    let place = entry?.keySpan ?? resource.propertiesSpan ?? resource.span
    guard let value = entry?.value else { return compare(ValueMap(), at: place, nested, path, &findings) }
    if let map = value.map { return compare(map, at: place, nested, path, &findings) }
    for branch in value.branches {
      guard let map = branch.map else { continue }
      compare(map, at: branch.span, nested, path, &findings)
    }
  }

  private func compare(
    _ given: ValueMap, at place: Span, _ nested: [Parameter], _ path: String, _ findings: inout Findings
  ) {
    guard given["Fn::Transform"] == nil else { return }
    let names = nested.map(\.name.text)
    for member in given.entries where !names.contains(member.key) {
      findings.report(.nestedParameterUnknown(member, path, known: names))
    }
    for parameter in nested where parameter.defaultValue == nil && given[parameter.name.text] == nil {
      findings.report(.nestedParameterMissing(parameter.name.text, path, at: place))
    }
  }
}

extension Value {
  /// What an `Fn::If` may give, those within it included; the value itself if it is none.
  fileprivate var branches: [Value] {
    guard let call = intrinsic, call.function == .ifElse, let arguments = call.argument.list, arguments.count == 3
    else {
      return [self]
    }
    return arguments.dropFirst().flatMap(\.branches)
  }
}
