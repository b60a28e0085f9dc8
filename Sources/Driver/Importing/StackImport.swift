import Diagnostics
import Frontends
public import Source
import Template
import YAML

/// A template made into a stack file that builds to the same.
///
/// That it does is not hoped for: the text is compiled again, and whatever resource came out otherwise is written as it was,
/// under `resources:`, until nothing differs.
public struct StackImport: Sendable {
  /// The stack file.
  public let text: String
  /// How many resources there are.
  public let resources: Int
  /// How many of them have an entry of a section of their own.
  public let native: Int
  /// What the stack file does not hold, in words.
  public let lost: [String]
  /// The first thing in which the stack file builds to something else; nil if nothing differs.
  public let difference: String?

  /// Why a template cannot be imported.
  public enum Refusal: Error, Sendable, Equatable {
    /// It is a stack file, or no template at all.
    case noTemplate
    /// Errors stand in it.
    case faulty
    /// Only AWS knows what a macro makes of it.
    case unexpanded(String)
    /// A transform needs the value of a parameter.
    case valueNotGiven(String)

    /// Lower case, no full stop.
    public var message: String {
      switch self {
      case .noTemplate: "it is no CloudFormation template"
      case .faulty: "errors stand in it: mend them first"
      case .unexpanded(let name): "only AWS knows what the transform `\(name)` makes of it"
      case .valueNotGiven(let name):
        name.isEmpty
          ? "only AWS knows what a call in it gives" : "the transform needs the value of the parameter `\(name)`"
      }
    }
  }

  /// Times that the text is written anew; each round takes at least one resource out of a section.
  private static let mostRounds = 24

  /// Makes the stack file of a compiled template.
  public init(_ compilation: Compilation, files: any ProjectFiles) throws(Refusal) {
    guard let template = compilation.template, template.isWrittenAsTemplate else { throw .noTemplate }
    guard compilation.isDeployable else { throw .faulty }
    if let transform = template.unexpanded.first { throw .unexpanded(transform.text) }
    if let assumed = template.assumed.first { throw .valueNotGiven(assumed.text) }
    let wanted = TemplateMeaning(template)
    var file = StackFileText(
      template: Self.withPaths(template), raw: Self.neverNative(template),
      comments: TemplateComments(compilation).byResource)
    var difference: String?
    for _ in 0..<Self.mostRounds {
      let built = Self.build(file.text, files)
      let found = TemplateMeaning(built)
      difference = found.difference(from: wanted)
      let culprits = found.culprits(against: wanted, built).subtracting(file.raw)
      if culprits.isEmpty { break }
      file.raw.formUnion(culprits)
    }
    if difference != nil, file.raw.count < template.resources.count {
      file.raw = Set(template.resources.map(\.logicalID))
      difference = TemplateMeaning(Self.build(file.text, files)).difference(from: wanted)
    }
    text = file.text
    resources = template.resources.count
    native = template.resources.count { !file.raw.contains($0.logicalID) }
    self.difference = difference
    lost = Self.lost(of: template)
  }

  /// What a stack file builds to; what is wrong with the text shows as a difference.
  private static func build(_ text: String, _ files: any ProjectFiles) -> StackTemplate {
    var unheard = Findings()
    let tree = SyntaxTree.parse(SourceFile(path: "stack.yaml", text: text), id: SourceID(0), into: &unheard)
    let lowered = StackFile.lower(tree, files: files, open: { _ in nil }, into: &unheard)
    return LocalCode(files).take(lowered, into: &unheard)
  }

  /// Resources that no section can have: of another type, or with attributes that only `resources:` takes.
  private static func neverNative(_ template: StackTemplate) -> Set<String> {
    let plain: Set<String> = ["DeletionPolicy", "UpdateReplacePolicy"]
    return Set(
      template.resources.filter { resource in
        StackFileText.kinds[resource.type] == nil
          || resource.attributes.entries.contains { !plain.contains($0.key) }
      }.map(\.logicalID))
  }

  /// The template with the paths of its artifacts, which the stack file is to pack itself.
  private static func withPaths(_ template: StackTemplate) -> StackTemplate {
    var result = template
    for artifact in template.artifacts {
      result.update(artifact.owner) { resource in
        guard let old = resource.properties.entry(artifact.property) else { return }
        resource.properties.set(
          artifact.property, at: old.keySpan, .string(artifact.path.text, artifact.path.span))
      }
    }
    if !template.artifacts.isEmpty {
      result.parameters.removeAll {
        [StackTemplate.artifactBucket, StackTemplate.artifactPrefix].contains($0.name.text)
      }
    }
    return result
  }

  private static func lost(of template: StackTemplate) -> [String] {
    (template.metadata == nil ? [] : ["`Metadata`"]) + (template.rules.isEmpty ? [] : ["`Rules`"])
      + template.transforms.map { "the transform `\($0.text)`" }
  }
}
