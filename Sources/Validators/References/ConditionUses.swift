import Source
import Template

extension CheckContext {
  /// Every place that names a condition, in source order of the sections.
  var conditionUses: [Name] {
    var uses: [Name] = []
    for entry in template.conditions.entries { uses += entry.value.conditionNames }
    for use in self.uses.calls where use.call.function == .ifElse {
      if let name = use.call.argument(0), let text = name.string { uses.append(Name(text, name.span)) }
    }
    uses += template.resources.compactMap(\.condition)
    uses += template.outputs.compactMap(\.condition)
    // Derived resources share the condition of what made them, place and all.
    var seen: [Span: Set<String>] = [:]
    return uses.filter { seen[$0.span, default: []].insert($0.text).inserted }
  }
}

extension Value {
  /// The conditions that a condition names: `!Condition name`, or `{Condition: name}` as an operand.
  var conditionNames: [Name] {
    var names: [Name] = []
    var pending = [self]
    while let value = pending.popLast() {
      switch value.kind {
      case .list(let items): pending += items.reversed()
      case .map(let map):
        if map.entries.count == 1, let name = map.entry("Condition")?.value, let text = name.string {
          names.append(Name(text, name.span))
        } else {
          pending += map.entries.reversed().map(\.value)
        }
      case .intrinsic(let call):
        if call.function == .condition, let text = call.argument.string {
          names.append(Name(text, call.argument.span))
        } else {
          pending.append(call.argument)
        }
      case .null, .bool, .number, .string: break
      }
    }
    return names
  }
}
