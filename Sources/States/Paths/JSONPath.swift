/// A JSONPath as Step Functions takes it: the dialect of Jayway's JsonPath, from the input (`$`), the context object (`$$`) or
/// a variable (`$name`) (States Language, "Paths").
public struct JSONPath: Sendable, Hashable {
  /// Where it starts.
  public let root: Root
  /// The way from there.
  public let steps: [Step]

  /// Where a path starts.
  public enum Root: Sendable, Hashable {
    /// `$`: the data that the field works on.
    case input
    /// `$$`: the context object.
    case context
    /// `$name`: a variable.
    case variable(String)
    /// `@`: the item that a filter looks at.
    case item
  }

  /// One step of a path.
  public indirect enum Step: Sendable, Hashable {
    /// `.name`, `['name']`, `['a','b']`.
    case members([String])
    /// `[0]`, `[0,2]`; negative from the end.
    case indices([Int])
    /// `[1:3]`, `[-2:]`, `[::2]`.
    case slice(from: Int?, to: Int?, by: Int?)
    /// `.*`, `[*]`.
    case all
    /// `..` and the step that is tried at every depth.
    case anywhere(Step)
    /// `[?( … )]`.
    case filter(JSONPathFilter)
    /// `.length()`, `.min()`, ….
    case function(String, [JSONPathOperand])
  }

  /// Whether it can name one place only, as a reference path must (States Language, "Reference Paths").
  public var isReference: Bool {
    steps.allSatisfy { step in
      switch step {
      case .members(let names): names.count == 1
      case .indices(let indices): indices.count == 1
      case .slice, .all, .anywhere, .filter, .function: false
      }
    }
  }
}

/// What a filter of a path asks of each item.
public indirect enum JSONPathFilter: Sendable, Hashable {
  case and([JSONPathFilter])
  case or([JSONPathFilter])
  case not(JSONPathFilter)
  /// A value is there.
  case exists(JSONPathOperand)
  /// `==`, `!=`, `<`, `<=`, `>`, `>=`, `=~`, `in`, `nin`, `subsetof`, `anyof`, `noneof`, `contains`, `size`, `empty`.
  case comparison(JSONPathOperand, String, JSONPathOperand)
}

/// A side of a comparison in a filter.
public indirect enum JSONPathOperand: Sendable, Hashable {
  case path(JSONPath)
  case text(String)
  /// A number as it was written.
  case number(String)
  case bool(Bool)
  case null
  case list([JSONPathOperand])
  /// `/…/i`.
  case pattern(String, flags: String)
}
