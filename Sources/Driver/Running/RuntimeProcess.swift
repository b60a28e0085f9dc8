#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The program that runs plans, `stackc-local`, as a child of this one.
///
/// It is a program of its own so that the compiler needs no event loop and no database, and starts in milliseconds.
public struct RuntimeProcess: Sendable {
  /// Name of the program.
  public static let program = "stackc-local"
  /// Names another program, for those who keep the two apart.
  public static let variable = "STACKC_LOCAL"

  private let process: pid_t
  /// As long as this end of a pipe is open the child knows that its parent lives.
  private let lifeline: Int32

  /// Where the program is: where ``variable`` says, beside this one, or on `PATH`; nil if nowhere.
  public static func find() -> String? {
    if let named = getenv(variable) { return String(cString: named) }
    let beside = ownFolder().map { "\($0)/\(program)" }
    let onPath = getenv("PATH").map { String(cString: $0) }?.split(separator: ":").map { "\($0)/\(program)" } ?? []
    return ([beside].compactMap { $0 } + onPath).first { access($0, X_OK) == 0 }
  }

  /// Starts the program; nil if the system does not.
  public init?(_ program: String, _ arguments: [String], keepsInput: Bool = false) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if !keepsInput { posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO) }
    posix_spawn_file_actions_addclose(&actions, ends[0])
    var process = pid_t()
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    let status = posix_spawn(&process, program, &actions, nil, &words, environ)
    close(ends[0])
    guard status == 0 else {
      close(ends[1])
      return nil
    }
    self.process = process
    lifeline = ends[1]
  }

  /// The exit status if it has ended; nil while it runs.
  public func statusIfEnded() -> Int32? { wait(WNOHANG) }

  /// Waits for its end and gives the exit status.
  public func untilEnded() -> Int32 { wait(0) ?? 1 }

  /// Asks it to end.
  public func end() { kill(process, SIGTERM) }

  private func wait(_ options: Int32) -> Int32? {
    var status: Int32 = 0
    while true {
      let found = waitpid(process, &status, options)
      if found == 0 { return nil }
      if found < 0, errno == EINTR { continue }
      let signal = status & 0x7f
      return found < 0 ? 1 : signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
  }

  private static func ownFolder() -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    #if canImport(Darwin)
      var size = UInt32(buffer.count)
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      let length = strlen(buffer)
    #else
      let length = readlink("/proc/self/exe", &buffer, buffer.count)
      guard length > 0 else { return nil }
    #endif
    let path = String(decoding: buffer.prefix(Int(length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return Linter.folder(of: path)
  }
}
