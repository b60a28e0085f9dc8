public import Diagnostics

extension Checks {
  /// Rules of single properties that are no shapes.
  static let properties: [Check] = [.readOnlyProperty, .retiredService]

  /// The rules that the walk over the properties applies.
  public static var shapeRules: [Rule] { [.unknownResourceType, .referenceGivesOther] + ShapeCheck.all.map(\.rule) }
}
