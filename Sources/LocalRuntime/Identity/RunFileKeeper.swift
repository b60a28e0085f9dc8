import Foundation
import RunFindings
import Synchronization
import Wiring

/// Keeps `.stackc/run.json` while the run lasts: for `stackc env` and other programs of the same person.
public final class RunFileKeeper: Planned {
  private struct State {
    var people: [String: Credentials] = [:]
    var isWritten = false
  }

  private let issuer: CredentialIssuer
  private let mode: IAMMode
  private let narrator: any Narrator
  private let path: String
  private let state = Mutex(State())

  /// - Parameter folder: the folder of the stack file.
  public init(folder: String, issuer: CredentialIssuer, mode: IAMMode, narrator: any Narrator) {
    self.issuer = issuer
    self.mode = mode
    self.narrator = narrator
    path = folder.isEmpty ? RunFile.path : "\(folder)/\(RunFile.path)"
  }

  /// Writes the file for a plan. A role that stays keeps its credentials, so that a shell which has them may go on.
  public func apply(_ plan: RunPlan) async {
    let file = state.withLock { (state: inout State) -> RunFile in self.file(of: plan, &state) }
    do {
      try Self.write(file, to: path)
      state.withLock { $0.isWritten = true }
    } catch {
      narrator.tell(
        Occurrence(
          .notActedOn, "`\(path)` cannot be written: \(error.localizedDescription)", at: nil,
          consequences: ["`stackc env` does not find this run"], subject: path))
    }
  }

  /// Takes the file away at the end of the run.
  public func remove() {
    guard state.withLock(\.isWritten) else { return }
    try? FileManager.default.removeItem(atPath: path)
  }

  private func file(of plan: RunPlan, _ state: inout State) -> RunFile {
    let names = Set(plan.plan.roles.map(\.arn))
    for (arn, credentials) in state.people where !names.contains(arn) {
      issuer.revoke(credentials.accessKeyID)
      state.people[arn] = nil
    }
    let roles = plan.plan.roles.map { role in
      let credentials = state.people[role.arn] ?? issuer.issue(role: role.arn, session: Self.session)
      state.people[role.arn] = credentials
      return RunFile.Role(
        path: role.path ?? role.id, arn: role.arn, accessKeyId: credentials.accessKeyID,
        secretAccessKey: credentials.secretAccessKey, sessionToken: credentials.sessionToken)
    }
    return RunFile(
      pid: Int(ProcessInfo.processInfo.processIdentifier), endpoint: plan.edge, region: plan.plan.region,
      account: plan.plan.account, iam: mode.rawValue, roles: roles,
      functions: plan.plan.functions.map { RunFile.Function(path: $0.path ?? $0.id, name: $0.name, role: $0.role) })
  }

  /// Name of the session of a person who takes a role.
  private static let session = "stackc-env"

  /// Writes a file that its owner alone can read, all at once.
  private static func write(_ file: RunFile, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let temporary = "\(path).\(ProcessInfo.processInfo.processIdentifier).tmp"
    try? FileManager.default.removeItem(atPath: temporary)
    guard
      FileManager.default.createFile(
        atPath: temporary, contents: try encoder.encode(file) + Data("\n".utf8), attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown) }
    guard rename(temporary, path) == 0 else {
      let code = errno
      try? FileManager.default.removeItem(atPath: temporary)
      throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
    }
  }
}
