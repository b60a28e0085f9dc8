/// `Fn::ForEach`, which writes a part of a template out for each member of a collection ("Fn::ForEach", AWS CloudFormation
/// Template Reference).
enum ForEachLoop {
  /// How its key begins; the loop's name follows.
  static let prefix = "Fn::ForEach::"
}
