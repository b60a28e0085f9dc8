import Source
import Template

/// A text put together from texts and values: a plain string, or a `Fn::Sub`.
struct SubstitutionText {
  private var text = ""
  private var variables = ValueMap()
  private let span: Span

  init(at span: Span) { self.span = span }

  /// Adds text as it is; `${` in it starts a reference.
  mutating func append(_ raw: String) { text += raw }

  /// Adds a value.
  mutating func append(_ value: Value) {
    if let string = value.string {
      text += string.replacingDollarBraces()
    } else if let token = value.substitutionToken {
      text += "${\(token)}"
    } else if let call = value.intrinsic, call.function == .sub, let own = call.argument.string {
      text += own
    } else {
      let name = "Value\(variables.entries.count + 1)"
      variables.set(name, at: value.span, value)
      text += "${\(name)}"
    }
  }

  /// The value that it stands for.
  var value: Value {
    if !variables.isEmpty {
      return .call(.sub, .list([.string(text, span), Value(.map(variables), span)], span), span)
    }
    return text.holds("${") ? .sub(text, span) : .string(text, span)
  }
}

extension Value {
  /// Joins texts, which may hold references, and values.
  static func joined(at span: Span, _ parts: Part...) -> Value {
    var text = SubstitutionText(at: span)
    for part in parts {
      switch part {
      case .raw(let raw): text.append(raw)
      case .value(let value): text.append(value)
      }
    }
    return text.value
  }

  /// A part of a joined text.
  enum Part {
    /// Text as it is; `${` in it starts a reference.
    case raw(String)
    case value(Value)
  }

  /// A field of an ARN, counted from 0: 4 is the account, 5 and what follows the resource.
  func arnField(_ index: Int) -> Value {
    if let string {
      let fields = string.split(separator: ":", omittingEmptySubsequences: false)
      if fields.indices.contains(index) { return .string(String(fields[index]), span) }
    }
    let fields = Value.call(.split, .list([.string(":", span), self], span), span)
    return .call(.select, .list([.integer(index, span), fields], span), span)
  }
}
