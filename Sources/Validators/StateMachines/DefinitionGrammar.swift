import Diagnostics
import Source
import States
import Template

/// Reads every definition of a state machine in a template with the module that also runs them, so that a check and a run
/// cannot disagree. The rules are that module's.
enum DefinitionGrammar {
  static func run(_ context: CheckContext, into findings: inout Findings) {
    for machine in context.resources("AWS::StepFunctions::StateMachine")
    where !context.incomplete.contains(machine.logicalID) {
      check(machine, context, &findings)
    }
  }

  private static func check(_ machine: Resource, _ context: CheckContext, _ findings: inout Findings) {
    guard let definition = definition(of: machine, context, &findings) else { return }
    let substitutions = machine["DefinitionSubstitutions"]
    var used: Set<String> = []
    let known = Set(substitutions?.map?.entries.map(\.key) ?? [])
    // With substitutions that are not written out any `${Name}` may be one.
    let isOpen = substitutions != nil && substitutions?.map == nil
    let datum = definition.substituting { name in
      used.insert(name)
      guard known.contains(name), let value = substitutions?[name] else {
        // A name that is nearly that of a substitution is told with the substitution, which is not used.
        return isOpen || Spelling.nearest(to: name, in: known.sorted()) != nil
          ? PartialText(Hole(name)) : nil
      }
      return context.resolver.text(value) ?? PartialText(Hole(name))
    }
    for entry in substitutions?.map?.entries ?? [] where !used.contains(entry.key) {
      findings.report(.substitutionUnused(entry.key, at: entry.keySpan, among: used.sorted()))
    }
    guard let kind = kind(of: machine, context) else { return }
    _ = StateMachineDefinition(reading: datum, kind: kind, into: &findings)
  }

  /// Nil if the type is not known, or not one that there is, which is told elsewhere.
  private static func kind(of machine: Resource, _ context: CheckContext) -> StateMachineKind? {
    guard let type = machine["StateMachineType"] else { return .standard }
    return context.resolver.literal(type).flatMap { StateMachineKind(rawValue: $0) }
  }

  /// `Definition`, or the JSON that `DefinitionString` holds, whose length is judged with all properties.
  private static func definition(
    of machine: Resource, _ context: CheckContext, _ findings: inout Findings
  ) -> Datum? {
    if let value = machine["Definition"] {
      let datum = context.resolver.resolve(value)
      let size = datum.compactBytes
      if size > DocumentedLimits.definitionBytes { findings.report(.definitionTooLarge(size, at: value.span)) }
      return datum
    }
    guard let value = machine["DefinitionString"], let text = context.resolver.text(value) else { return nil }
    if text.parts.count == 1, case .hole = text.parts[0] { return nil }
    let places = DefinitionPlaces(of: text, in: value, context)
    do throws(JSONError) {
      return try DefinitionText(text, id: value.span.source).datum().placed { places.span($0) }
    } catch {
      findings.report(.definitionMalformed("the definition is no JSON: \(error.message)", at: places.span(error.span)))
      return nil
    }
  }
}

extension Datum {
  /// Bytes of the value as JSON without white space; what is not known counts for nothing.
  fileprivate var compactBytes: Int {
    switch kind {
    case .null: 4
    case .bool(let value): value ? 4 : 5
    case .number(let text): text.utf8.count
    case .string(let text):
      2
        + text.parts.reduce(0) { count, part in
          if case .literal(let run) = part { count + run.utf8.count } else { count }
        }
    case .list(let items): 1 + max(1, items.count) + items.reduce(0) { $0 + $1.compactBytes }
    case .map(let members):
      1 + max(1, members.count) + members.reduce(0) { $0 + 3 + $1.key.utf8.count + $1.value.compactBytes }
    case .unknown: 0
    }
  }
}
