import Foundation

/// Ends processes by a mark in their environment: those that left the group, or even the session, they were started in.
enum ProcessSweep {
  /// Kills (`SIGKILL`) every process but this one whose environment holds exactly that entry (`NAME=value`), until two looks
  /// in a row find none: who forks while it is looked for is found by the next look.
  ///
  /// Only what `/proc` shows can be found; elsewhere than on Linux nothing is.
  static func killAll(exactly entry: String) {
    let mark = Array(entry.utf8)
    var cleanLooks = 0
    var looks = 0
    while cleanLooks < 2, looks < lookCap {
      let found = marked(mark)
      for process in found { _ = kill(process, SIGKILL) }
      cleanLooks = found.isEmpty ? cleanLooks + 1 : 0
      looks += 1
      // The killed are seen until they have ended: let them.
      if !found.isEmpty { usleep(2000) }
    }
  }

  /// Most looks: a process that the system will not end (it waits for a disk) must not keep this one.
  private static let lookCap = 2000

  /// The processes whose environment has that entry; those that have ended and wait to be reaped have none.
  static func marked(_ mark: [UInt8]) -> [pid_t] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [pid_t] = []
    let own = getpid()
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard let id = pid_t(name), id != own, hasEntry(mark, of: id) else { continue }
      found.append(id)
    }
    return found
  }

  private static func hasEntry(_ mark: [UInt8], of process: pid_t) -> Bool {
    let descriptor = open("/proc/\(process)/environ", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    // An environment is bounded by ARG_MAX; what follows 1 MB is not looked at.
    withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { buffer in
      while bytes.count < 1 << 20 {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        bytes.append(contentsOf: buffer[..<count])
      }
    }
    return bytes.split(separator: 0).contains { $0.elementsEqual(mark) }
  }
}
