import Template

/// What an intrinsic function takes as one of its arguments ("Supported functions" and "Parameters" of each function's page
/// in "Intrinsic function reference", AWS CloudFormation Template Reference; "AWS::LanguageExtensions transform", ibid.).
struct ArgumentForm: Sendable {
  /// What may be written without a function.
  enum Plain: Sendable {
    /// A text, or what AWS takes for one.
    case text
    /// A whole number, also as a text.
    case wholeNumber(ClosedRange<Int>)
    /// A list of texts made by some functions.
    case texts(by: Set<IntrinsicFunction>)
    /// A list of anything.
    case list
    /// A list or a map.
    case listOrMap
  }

  /// How a message calls the argument: "the delimiter".
  let name: String
  let plain: Plain
  /// The functions that may stand in its place.
  let functions: Set<IntrinsicFunction>
}

extension ArgumentForm {
  /// The arguments of a function in their order; nil if none is judged here.
  static func all(of function: IntrinsicFunction, hasLanguageExtensions: Bool) -> [ArgumentForm]? {
    (hasLanguageExtensions ? extended[function] : nil) ?? forms[function]
  }

  /// Functions that give one text.
  private static let textual: Set<IntrinsicFunction> = [
    .base64, .findInMap, .getAtt, .getStackOutput, .ifElse, .importValue, .join, .length, .ref, .select, .sub,
    .toJsonString, .transform,
  ]

  /// Functions that give a list, or may give one.
  private static let listing: Set<IntrinsicFunction> = [
    .cidr, .findInMap, .getAtt, .getAZs, .getStackOutput, .ifElse, .ref, .select, .split, .transform,
  ]

  private static let forms: [IntrinsicFunction: [ArgumentForm]] = [
    .base64: [.init(name: "the text", plain: .text, functions: textual)],
    .cidr: [
      .init(name: "the block", plain: .text, functions: textual),
      .init(name: "the count", plain: .wholeNumber(1...256), functions: textual),
      // An IPv6 address has 128 bits.
      .init(name: "the number of bits", plain: .wholeNumber(1...128), functions: textual),
    ],
    .findInMap: keys(by: [.findInMap, .ref, .transform]),
    .getAZs: [.init(name: "the Region", plain: .text, functions: [.ref])],
    .ifElse: [.init(name: "the condition", plain: .text, functions: [])],
    .importValue: [
      .init(
        name: "the name of the export", plain: .text,
        functions: [.base64, .findInMap, .ifElse, .join, .ref, .select, .split, .sub, .transform])
    ],
    .join: [
      .init(name: "the delimiter", plain: .text, functions: []),
      .init(name: "the list", plain: .texts(by: textual), functions: listing),
    ],
    .length: [.init(name: "the list", plain: .list, functions: listing)],
    .select: select(by: [.findInMap, .ref, .transform]),
    .split: [
      .init(name: "the delimiter", plain: .text, functions: []),
      .init(name: "the text", plain: .text, functions: textual),
    ],
    .toJsonString: [.init(name: "the value", plain: .listOrMap, functions: listing)],
  ]

  /// What `AWS::LanguageExtensions` widens.
  private static let extended: [IntrinsicFunction: [ArgumentForm]] = [
    .findInMap: keys(by: [
      .findInMap, .ifElse, .join, .length, .ref, .select, .split, .sub, .toJsonString, .transform,
    ]),
    .select: select(by: [.findInMap, .length, .ref, .transform]),
  ]

  private static func keys(by functions: Set<IntrinsicFunction>) -> [ArgumentForm] {
    ["the name of the mapping", "the first key", "the second key"].map {
      .init(name: $0, plain: .text, functions: functions)
    }
  }

  private static func select(by functions: Set<IntrinsicFunction>) -> [ArgumentForm] {
    [
      .init(name: "the index", plain: .wholeNumber(0...Int.max), functions: functions),
      .init(name: "the list", plain: .list, functions: listing),
    ]
  }

  /// What the values of the variables of `Fn::Sub` may be.
  static let variable = ArgumentForm(
    name: "a variable", plain: .text, functions: textual)
}
