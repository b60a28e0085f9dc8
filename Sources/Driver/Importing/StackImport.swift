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
  /// How many of them have an entry of a section of their own, or follow from one.
  public let native: Int
  /// How many properties the resources with entries have, and how many of these stand under `properties:`.
  public let properties: (all: Int, raw: Int)
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

  /// Times that the text is written anew; each takes something out of it that does not come out as it was.
  private static let mostRounds = 64
  /// Times that what differs at the end is written as CloudFormation has it.
  private static let mostCorrections = 8

  /// Makes the stack file of a compiled template.
  public init(_ compilation: Compilation, files: any ProjectFiles) throws(Refusal) {
    guard let template = compilation.template, template.isWrittenAsTemplate else { throw .noTemplate }
    guard compilation.isDeployable else { throw .faulty }
    if let transform = template.leftTransforms.first { throw .unexpanded(transform.text) }
    if let assumed = template.assumed.first { throw .valueNotGiven(assumed.text) }
    let imported = ImportedTemplate(Self.withPaths(template), packed: template)
    let comments = TemplateComments(compilation).byResource
    let wanted = TemplateMeaning(template)
    var choices = ImportChoices()
    choices.raw = Self.neverNative(template)
    var file = StackFileText(imported, choices, comments: comments)
    var difference: String?
    for correction in 0...Self.mostCorrections {
      Self.settle(imported, &choices, files)
      file = StackFileText(imported, choices, comments: comments)
      let built = TemplateMeaning(Self.build(file.text, files).template)
      difference = built.difference(from: wanted)
      let culprits = built.differingResources(from: wanted)
      if difference == nil || correction == Self.mostCorrections { break }
      choices.giveUp(culprits, in: imported)
    }
    if difference != nil, choices.raw.count < template.resources.count {
      choices = ImportChoices()
      choices.raw = Set(template.resources.map(\.logicalID))
      file = StackFileText(imported, choices, comments: comments)
      difference = TemplateMeaning(Self.build(file.text, files).template).difference(from: wanted)
    }
    text = file.text
    resources = template.resources.count
    let followers = Set(choices.standIns.values.map(\.id))
    native = template.resources.count { file.entries[$0.logicalID] != nil || followers.contains($0.logicalID) }
    properties = file.properties
    self.difference = difference
    lost = Self.lost(of: template)
  }

  /// Builds the text until all that is left to say are ids.
  private static func settle(_ imported: ImportedTemplate, _ choices: inout ImportChoices, _ files: any ProjectFiles) {
    choices.standIns = [:]
    for _ in 0..<mostRounds {
      let file = StackFileText(imported, choices, comments: [:])
      let (built, tree, errors) = build(file.text, files)
      var revision = ImportRevision(file, built, tree, imported, choices)
      let isChanged = revision.revise(errors)
      choices = revision.choices
      if !isChanged { return }
    }
  }

  /// What a stack file builds to, and where something is wrong with it.
  private static func build(
    _ text: String, _ files: any ProjectFiles
  ) -> (template: StackTemplate, tree: SyntaxTree, errors: [Span]) {
    var found = Findings()
    let tree = SyntaxTree.parse(SourceFile(path: "stack.yaml", text: text), id: SourceID(0), into: &found)
    let lowered = StackFile.lower(tree, files: files, open: { _ in nil }, into: &found)
    // Whether code is where the template says is no matter of how it is written.
    let errors = found.diagnostics.filter { $0.severity == .error && $0.rule.code != LanguageRules.fileMissing }
    var unheard = Findings()
    return (LocalCode(files).take(lowered, into: &unheard), tree, errors.map(\.span))
  }

  /// Resources that no section can have: of another type, or with attributes that only `resources:` takes.
  private static func neverNative(_ template: StackTemplate) -> Set<String> {
    let plain: Set<String> = ["DeletionPolicy", "UpdateReplacePolicy", "Metadata"]
    return Set(
      template.resources.filter { resource in
        ImportedTemplate.kinds[resource.type] != nil
          && (resource.type == "AWS::EC2::VPC"
            || resource.attributes.entries.contains { !plain.contains($0.key) })
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
