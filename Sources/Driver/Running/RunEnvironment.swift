import Diagnostics
import Wiring

/// The environment in which AWS's own tools speak to the stack that runs: what `stackc env` prints.
public struct RunEnvironment: Sendable {
  /// How it is printed.
  public enum Format: String, Sendable, CaseIterable {
    /// For `eval "$(stackc env)"` in a POSIX shell.
    case sh
    /// For `stackc env --format fish | source`.
    case fish
    /// An object.
    case json
    /// A line `NAME=value` each, as `.env` files have them.
    case dotenv
  }

  /// Why there is no environment.
  public enum Failure: Error, Sendable, Equatable {
    /// No run left its file.
    case nothingRuns(String)
    /// The run that left its file is gone.
    case runIsGone(String, pid: Int)
    /// The file is not what a run of this version writes.
    case unreadable(String)
    /// The run has no such role or function.
    case unknownRole(String, nearest: String?, known: [String])
  }

  /// The variables that are set, in order.
  public let variables: [(name: String, value: String)]
  /// The variables that would be in the way.
  public let unset: [String]

  /// Finds the run of a stack file.
  ///
  /// - Parameter role: a role (`roles.worker`) or function (`functions.intake`) to be; the account's administrator if nil.
  public init(stack file: String, as role: String?) throws(Failure) {
    let run = try CurrentRun.find(stack: file)
    var own = [("AWS_ENDPOINT_URL", run.endpoint)]
    if let role {
      guard let found = run.role(of: role) else {
        throw .unknownRole(role, nearest: Spelling.nearest(to: role, in: run.paths), known: run.paths)
      }
      own += [
        ("AWS_ACCESS_KEY_ID", found.accessKeyId), ("AWS_SECRET_ACCESS_KEY", found.secretAccessKey),
        ("AWS_SESSION_TOKEN", found.sessionToken),
      ]
      unset = ["AWS_PROFILE"]
    } else {
      // Any key that the run did not issue is the administrator's; a person's real one need not come near it.
      own += [("AWS_ACCESS_KEY_ID", "administrator"), ("AWS_SECRET_ACCESS_KEY", "administrator")]
      unset = ["AWS_PROFILE", "AWS_SESSION_TOKEN"]
    }
    own += [
      ("AWS_REGION", run.region), ("AWS_DEFAULT_REGION", run.region),
      // Hosts such as `data-ID.endpoint` do not resolve on this machine.
      ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
      // Without it, tools that find no credentials wait for the metadata service of a virtual machine.
      ("AWS_EC2_METADATA_DISABLED", "true"),
    ]
    variables = own.map { (name: $0.0, value: $0.1) }
  }

  /// The text, with a line feed at its end.
  public func text(_ format: Format) -> String {
    switch format {
    case .sh:
      unset.map { "unset \($0)\n" }.joined()
        + variables.map { "export \($0.name)=\($0.value.quotedForShell)\n" }.joined()
    case .fish:
      unset.map { "set -e \($0)\n" }.joined()
        + variables.map { "set -gx \($0.name) \($0.value.quotedForFish)\n" }.joined()
    case .json: json
    case .dotenv: variables.map { "\($0.name)=\($0.value.quotedForDotenv)\n" }.joined()
    }
  }
}

extension RunEnvironment.Failure {
  /// What is wrong, and what to do: lower case, no full stop.
  public var message: String {
    switch self {
    case .nothingRuns(let path): "nothing runs here: there is no `\(path)`; start the stack with `stackc run`"
    case .runIsGone(let path, let pid):
      "the run of `\(path)` is gone: process \(pid) does not exist; start the stack with `stackc run`"
    case .unreadable(let path): "`\(path)` is not what a run of this version writes; start the stack anew"
    case .unknownRole(let name, let nearest?, _): "the run has no `\(name)`; did you mean `\(nearest)`?"
    case .unknownRole(let name, nil, let known):
      known.isEmpty
        ? "the run has no `\(name)`, nor any other role"
        : "the run has no `\(name)`; it has \(known.map { "`\($0)`" }.joined(separator: ", "))"
    }
  }
}

extension String {
  /// Letters that mean themselves in every shell and in `.env` files.
  fileprivate var isPlain: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:+=,@%".utf8.contains(byte)
        }
      }
  }

  /// Quoted as "Quoting" in the POSIX shell command language has it.
  fileprivate var quotedForShell: String {
    isPlain ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
  }

  /// In single quotes, where fish knows `\'` and `\\` alone.
  fileprivate var quotedForFish: String { isPlain ? self : "'\(escaping("\\'"))'" }

  fileprivate var quotedForDotenv: String { isPlain ? self : "\"\(escaping("\\\"$"))\"" }

  private func escaping(_ letters: String) -> String {
    reduce(into: "") { text, letter in
      if letters.contains(letter) { text.append("\\") }
      text.append(letter)
    }
  }
}
