import Diagnostics
import Policy
import Source
import YAML

/// A file that holds one policy document: it is checked as IAM would see it, without a stack around it.
enum PolicyFile {
  /// The findings of a file, if it is a policy, or is said to be one.
  static func compile(
    _ file: SourceFile, _ id: SourceID, _ kind: PolicyKind?, _ sources: SourceMap
  ) -> Compilation? {
    guard kind != nil || mayBePolicy(file) else { return nil }
    var findings = Findings()
    guard let document = PolicyText.read(file, id: id, into: &findings) else {
      return Compilation(sources: sources, trees: [], template: nil, findings: findings)
    }
    guard kind != nil || PolicyText.isPolicy(document) else { return nil }
    PolicyDocument.check(document, as: kind ?? .guess(document), isAlone: true, into: &findings)
    // JSON is YAML: the tree gives findings their key paths.
    var ignored = Findings()
    let tree = SyntaxTree.parse(file, id: id, into: &ignored)
    return Compilation(sources: sources, trees: [tree], template: nil, findings: findings)
  }

  /// Whether a file is JSON by its name, speaks of statements, and is no template.
  private static func mayBePolicy(_ file: SourceFile) -> Bool {
    file.isJSON && file.holds("\"Statement\"") && !file.holds("\"Resources\"")
      && !file.holds("\"resources\"")
  }
}
