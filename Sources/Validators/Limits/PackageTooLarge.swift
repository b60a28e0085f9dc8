public import Diagnostics
import Source
import Spec
public import Template

extension Rule {
  /// Judged when the code has been packed, since only then its size is known.
  static let packageTooLarge = Rule(
    "STK917", "package-too-large", .error, "a package that is larger than Lambda unpacks", limits: ["LAM-033"],
    why: """
      Lambda unpacks at most 250 MB, the layers of a function among them: `Unzipped size must be smaller than 262144000 \
      bytes`. A container image may have 10 GB ("Lambda quotas", AWS Lambda Developer Guide).
      """,
    examples: [.good("queues:\n  jobs: {}\n")])
}

extension Checks {
  /// Judges the size of what an artifact was packed into, in bytes. Packages are stored and not compressed, so that it is
  /// also the size of what Lambda unpacks, or less than that for one that was made elsewhere.
  public static func judgePackage(_ artifact: Artifact, bytes: Int, into findings: inout Findings) {
    guard let most = CheckContext.limit("LAM-033"), bytes > most else { return }
    findings.report(
      Diagnostic(
        .packageTooLarge, "`\(artifact.path.text)` has \(bytes) bytes, and Lambda unpacks \(most)",
        at: artifact.path.span, consequences: ["Lambda refuses it: `Unzipped size must be smaller than \(most) bytes`"],
        help: ["leave out with `.stackcignore` what the code does not need, or build a container image"]))
  }
}
