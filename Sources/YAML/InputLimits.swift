/// What the reader takes before it says no, so that no input can make it slow or large.
public enum InputLimits {
  /// Most bytes of one file. CloudFormation takes templates of 1 MB from S3; sixteen times that leaves room for data
  /// files and still parses in well under a second.
  public static let fileSize = 16 * 1024 * 1024

  /// Most collections inside one another, aliases followed. Real templates stay below 40; libyaml's own cost grows with
  /// the square of the depth of brackets, and readers of the tree may recurse this far without harm.
  public static let depth = 256

  /// Most nodes that aliases may add to a document, so that a few lines cannot stand for billions of nodes.
  public static let aliasedNodes = 1_000_000

  /// Most lines that start with `%`. libyaml compares each `%TAG` with all before it; templates have none.
  public static let directives = 64

  /// Most findings of one rule in one file: whoever has more wants to mend the first ones first.
  public static let findingsPerRule = 50
}
