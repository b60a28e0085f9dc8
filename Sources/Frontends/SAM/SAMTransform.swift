public import Diagnostics
import Source
public import Template

/// The transform of the Serverless Application Model: `AWS::Serverless-2016-10-31`.
public enum SAMTransform {
  /// How its names begin; the date of the version follows.
  static let prefix = "AWS::Serverless-"

  /// The template with the resources that the transform makes; as it is where it asks for no such transform.
  ///
  /// What cannot be transformed is in `findings`, and in ``StackTemplate/unexpanded``, so that nothing is judged by what
  /// the transform would have made. Touches no network: an application of the AWS Serverless Application Repository becomes
  /// a nested stack whose template only AWS knows.
  public static func expand(
    _ template: StackTemplate, for deployment: SAMDeployment, into findings: inout Findings
  ) -> StackTemplate {
    guard let transform = template.transforms.first(where: { $0.text.hasPrefix(prefix) }) else { return template }
    let paths = SAMLocalPaths(contents: deployment.contents)
    var inputs = deployment.inputs
    inputs.takesUnknown = true
    inputs.seesCallsResolved = template.transforms.prefix { $0.text != transform.text }.contains {
      $0.text == StackTemplate.languageExtensions
    }
    let written = SAMValue(template)
    var translation = SAMTranslation(paths.uploading(written), inputs)
    let result = translation.run()
    guard translation.faults.isEmpty else {
      for fault in translation.faults { findings.report(.samRefuses(fault, at: fault.span ?? transform.span)) }
      var template = template
      template.unexpanded.append(transform)
      return template
    }
    for name in translation.assumed { findings.report(.samAssumes(name)) }
    for left in translation.leftOut { findings.report(.samLeavesOut(left)) }
    for condition in translation.unfit {
      findings.report(.samMakesUnfit(condition, at: condition.span ?? transform.span))
    }
    var transformed = template.replaced(
      by: SAMResult(written: written, sections: result, makers: translation.makers, unfit: translation.unfit),
      except: transform)
    transformed.assumed = translation.assumed
    transformed.namesUsed = template.namesUsed.union(template.namesInResources)
    return transformed
  }

  /// What SAM itself would answer, for comparing with it: the template's sections as JSON, or the refusal.
  public static func outcome(of template: StackTemplate, for deployment: SAMDeployment) -> SAMOutcome {
    var translation = SAMTranslation(SAMValue(template), deployment.inputs)
    let result = translation.run()
    guard translation.faults.isEmpty else { return .refused(SAMRefusal(translation.faults)) }
    var json = JSONWriter(.compact)
    result.write(to: &json)
    return .transformed(json.bytes)
  }
}

extension StackTemplate {
  /// The names of parameters, mappings and conditions that resources, and their defaults, refer to.
  fileprivate var namesInResources: Set<String> {
    // There are few of them, and many references to other things.
    let own = parameters.map(\.name.text) + (mappings.entries + conditions.entries).map(\.key)
    guard !own.isEmpty else { return [] }
    var names = Set(resources.compactMap { $0.condition?.text })
    func add(_ name: String) { if own.contains(where: { $0.isSameName(as: name) }) { names.insert(name) } }
    let values = resources.map { Value(.map($0.properties), $0.span) } + [globals].compactMap(\.self)
    for value in values { value.forEachName(add) }
    return names
  }
}

/// SAM's answer to a template.
public enum SAMOutcome: Sendable {
  /// Parameters, mappings, conditions, resources and outputs as one JSON object.
  case transformed([UInt8])
  case refused(SAMRefusal)
}

/// What SAM's transform says of a template that it refuses.
public struct SAMRefusal: Sendable {
  /// The resources that it names; the empty name stands for the template as a whole.
  public let resources: Set<String>
  /// Its message.
  public let message: String

  /// How a finding quotes a sentence of SAM's, so that it can be searched for.
  static func quotation(of sentence: String) -> String { "SAM refuses the template: \"\(sentence)\"" }

  /// Whether a finding quotes what a message of SAM's says of a single fault.
  public static func quotes(_ message: String, in finding: Diagnostic) -> Bool {
    let head = preamble(1)
    guard message.hasPrefix(head) else { return false }
    return finding.consequences.contains(quotation(of: String(message.dropFirst(head.count))))
  }

  /// What SAM says before its sentences.
  private static func preamble(_ count: Int) -> String {
    "Invalid Serverless Application Specification document. Number of errors found: \(count). "
  }

  init(_ faults: [SAMFault]) {
    // What is wrong with the template as a whole SAM says alone, and the same sentence once.
    let whole = faults.first { if case .document = $0.subject { true } else { false } }
    var seen: Set<String> = []
    let faults = (whole.map { [$0] } ?? faults).filter { seen.insert($0.sentence).inserted }
    resources = Set(faults.map { $0.resourceID ?? "" })
    let causes = faults.enumerated().sorted { a, b in
      (a.element.sortKey, a.offset) < (b.element.sortKey, b.offset)
    }
    message = Self.preamble(faults.count) + causes.map(\.element.sentence).joined(separator: " ")
  }
}
