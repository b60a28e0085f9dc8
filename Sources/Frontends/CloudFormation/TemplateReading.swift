import Diagnostics
import Source
import Template
import YAML

/// The state of reading one template.
struct TemplateReading {
  /// The template so far.
  var template: StackTemplate
  /// What was found.
  var findings = Findings()
  /// Opens a file beside the template, which it includes; nil for one that includes none.
  let open: ((String) -> SyntaxTree?)?
  /// Whether an included file is being read, which cannot include more.
  var isInInclude = false
  /// Whether the Serverless Application Model's transform is asked for.
  private(set) var isServerless = false
  /// Whether any value that was read may hold `Fn::Transform`.
  var mayHoldTransform = false

  init(source: SourceID, open: ((String) -> SyntaxTree?)?) {
    self.open = open
    template = StackTemplate(source: source)
    template.isWrittenAsTemplate = true
  }

  /// Reads all sections, whatever their order.
  mutating func read(_ root: Node) {
    let sections = sections(root)
    // Loops and conditions are worked out from parameters and mappings.
    for section in sections where Self.isGiver(section.name) { read(section) }
    for section in sections where !Self.isGiver(section.name) { read(section) }
    if !sections.contains(where: { $0.name == "Resources" }), template.unexpanded.isEmpty {
      findings.report(.missingKey("Resources", in: "the template", at: Span(root.span.source, 0, 0)))
    }
  }

  /// Reads the parameters, which are what a template asks of the one that nests it, with the mappings that loops among them name.
  mutating func readParameters(_ root: Node) {
    for section in sections(root) where Self.isGiver(section.name) { read(section) }
  }

  private typealias SectionNodes = (name: String, key: Node, node: Node)

  /// The sections of the file and of those that it includes.
  private mutating func sections(_ root: Node) -> [SectionNodes] {
    ([root] + readTransforms(root)).flatMap { part in part.entries.map { ($0.key.text, $0.key, $0.value) } }
  }

  private static func isGiver(_ section: String) -> Bool { section == "Parameters" || section == "Mappings" }

  /// The sections ("Template sections", AWS CloudFormation User Guide), with `Globals` of the Serverless Application Model.
  static let sections = [
    "AWSTemplateFormatVersion", "Description", "Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Transform",
    "Resources", "Outputs", "Hooks", "Globals",
  ]

  private mutating func read(_ section: SectionNodes) {
    let (name, key, node) = section
    switch name {
    case "AWSTemplateFormatVersion": readFormatVersion(node)
    case "Description":
      guard node.kind == .scalar, case .string(let text) = node.scalar, !node.isIntrinsicCall else {
        findings.report(.wrongType("Description", wanted: "a text", got: node.phrase, at: node.span))
        return
      }
      template.description = Name(text, node.span)
    case "Metadata": template.metadata = isSection(key, node) ? cloudFormationValue(node) : nil
    case "Parameters": for entry in entries(key, node) { readParameter(entry) }
    case "Rules": template.rules = ValueMap(entries(key, node))
    case "Mappings": for entry in entries(key, node) { readMapping(entry) }
    case "Conditions": for entry in entries(key, node) { readCondition(entry) }
    case "Resources":
      let entries = entries(key, node)
      template.reserveResources(entries.count)
      for entry in entries { readResource(entry) }
    case "Outputs": for entry in entries(key, node) { readOutput(entry) }
    case "Globals" where isServerless: template.globals = isSection(key, node) ? cloudFormationValue(node) : nil
    case "Transform", "Hooks": break
    case _ where Section.named(name) != nil: findings.report(.notAStackFile(name, at: key.span))
    default:
      let known = isServerless ? Self.sections : Self.sections.filter { $0 != "Globals" }
      findings.report(.unknownKey(name, at: key.span, owner: "a template", known: known))
    }
  }

  private mutating func readFormatVersion(_ node: Node) {
    guard node.kind == .scalar, node.text == Self.formatVersion else {
      findings.report(
        .wrongType("AWSTemplateFormatVersion", wanted: "`\(Self.formatVersion)`", got: node.phrase, at: node.span))
      return
    }
  }

  /// The only version there is ("Format version", AWS CloudFormation User Guide).
  private static let formatVersion = "2010-09-09"

  /// Reads `Transform`, and gives the files that it includes.
  private mutating func readTransforms(_ root: Node) -> [Node] {
    guard let node = root["Transform"] else { return [] }
    var parts: [Node] = []
    for item in node.kind == .sequence ? Array(node.items) : [node] {
      if item.kind == .scalar, item.shortForm == nil, case .string(let text) = item.scalar, !text.isEmpty {
        template.transforms.append(known(Name(text, item.contentSpan)))
      } else if item.kind == .mapping, let name = item["Name"], name.kind == .scalar {
        // A macro with parameters of its own: `{Name: AWS::Include, Parameters: {Location: …}}`.
        switch included(by: item) {
        case .members(let part):
          parts.append(part)
          continue
        case .refused: continue
        case .unknown: break
        }
        template.transforms.append(known(Name(name.text, name.contentSpan)))
      } else {
        findings.report(.wrongType("Transform", wanted: "the name of a macro", got: item.phrase, at: item.span))
      }
    }
    template.unexpanded = template.transforms.filter(\.isMacro)
    isServerless = template.transforms.contains { $0.text.hasPrefix(SAMTransform.prefix) }
    return parts
  }

  /// A transform as it was written, or the one that was meant where AWS has none of that name.
  private mutating func known(_ transform: Name) -> Name {
    guard HostedTransform.lacks(transform.text) else { return transform }
    findings.report(.unknownTransform(transform))
    return Name(HostedTransform.nearest(to: transform.text) ?? transform.text, transform.span)
  }

  /// The entries of a section with their values; loops in it are written out.
  private mutating func entries(_ key: Node, _ node: Node) -> [ValueMap.Entry] {
    guard isSection(key, node), let map = cloudFormationValue(node)?.map else { return [] }
    return writingOut(map)
  }

  private mutating func isSection(_ key: Node, _ node: Node) -> Bool {
    guard node.kind == .mapping, node.tag == nil else {
      findings.report(
        .wrongType(key.text, wanted: "a map", got: node.phrase, at: node.isNull ? key.span : node.span)
          .quoting(isServerless ? .sectionIsNoMap(key.text, isCall: node.isIntrinsicCall) : nil))
      return false
    }
    return true
  }
}

extension TemplateReading: CloudFormationReading {
  mutating func textValue(_ node: Node, _ text: String) -> Value? {
    // Nearly every text is longer than such a word.
    if text.utf8.count <= 3, let value = node.legacyBoolean { return .bool(value, node.span) }
    return .string(text, node.span)
  }

  mutating func noteTransform() { mayHoldTransform = true }

  mutating func transformed(_ node: Node) -> Value? { open == nil ? nil : withInclude(node) }

  mutating func misshapenCall(_ function: IntrinsicFunction, _ node: Node, wanted: String, span: Span) -> Value? {
    // The argument stays as it was written: whoever transforms the template may have a word to say about it.
    // A tag that is not the call's own is a call within it.
    guard let argument = span == node.span ? untagged(node) : cloudFormationValue(node) else {
      // What is wrong with it has been told; what the call gives is not known.
      return .call(function, Value(.null, node.span), span)
    }
    if !template.hasLanguageExtensions || !function.takesMore(than: node) {
      findings.report(.wrongArgument(function, wanted: wanted, at: node.isNull ? span : node.span))
    }
    return .call(function, argument, span)
  }
}

extension IntrinsicFunction {
  /// Whether `AWS::LanguageExtensions` may let the function take an argument that is a call of another one
  /// ("AWS::LanguageExtensions transform", AWS CloudFormation Template Reference).
  fileprivate func takesMore(than node: Node) -> Bool {
    switch self {
    case .ref: node.isIntrinsicCall
    case .getAtt: node.kind == .sequence && node.items.count == 2
    default: node.isIntrinsicCall
    }
  }
}

extension Name {
  /// Whether this transform is a macro of somebody's, which may make anything of a template.
  var isMacro: Bool { !text.hasPrefix(SAMTransform.prefix) && text != StackTemplate.languageExtensions }
}
