import Source
import Wiring

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The run of a stack on this machine, by the file that it keeps.
enum CurrentRun {
  /// The run's file, of a process that is there.
  static func find(stack file: String) throws(RunEnvironment.Failure) -> RunFile {
    let files = DiskFiles(root: Linter.folder(of: file))
    let path = files.displayPath(RunFile.path)
    guard let bytes = files.contents(of: RunFile.path) else { throw .nothingRuns(path) }
    guard let datum = try? Datum(json: SourceFile(path: path, bytes: bytes), id: SourceID(0)),
      let run = RunFile(reading: datum)
    else { throw .unreadable(path) }
    guard exists(run.pid) else { throw .runIsGone(path, pid: run.pid) }
    return run
  }

  /// Whether a process is there; one that belongs to someone else is there too.
  private static func exists(_ pid: Int) -> Bool {
    guard let pid = pid_t(exactly: pid), pid > 0 else { return false }
    return kill(pid, 0) == 0 || errno == EPERM
  }
}

extension RunFile {
  /// Reads the file; nil if it is of another version, or lacks something.
  init?(reading datum: Datum) {
    guard datum.integer("version") == Self.currentVersion, let pid = datum.integer("pid"),
      let endpoint = datum["endpoint"]?.literal, let region = datum["region"]?.literal,
      let account = datum["account"]?.literal, let iam = datum["iam"]?.literal
    else { return nil }
    self.init(
      pid: pid, endpoint: endpoint, region: region, account: account, iam: iam,
      roles: datum["roles"]?.items?.compactMap(Role.init(reading:)) ?? [],
      functions: datum["functions"]?.items?.compactMap(Function.init(reading:)) ?? [])
  }
}

extension RunFile.Role {
  fileprivate init?(reading datum: Datum) {
    guard let path = datum["path"]?.literal, let arn = datum["arn"]?.literal,
      let key = datum["accessKeyId"]?.literal, let secret = datum["secretAccessKey"]?.literal,
      let token = datum["sessionToken"]?.literal
    else { return nil }
    self.init(path: path, arn: arn, accessKeyId: key, secretAccessKey: secret, sessionToken: token)
  }
}

extension RunFile.Function {
  fileprivate init?(reading datum: Datum) {
    guard let path = datum["path"]?.literal, let name = datum["name"]?.literal, let role = datum["role"]?.literal
    else { return nil }
    self.init(path: path, name: name, role: role)
  }
}

extension Datum {
  fileprivate func integer(_ name: String) -> Int? {
    guard case .number(let text)? = self[name]?.kind else { return nil }
    return Int(text)
  }
}
