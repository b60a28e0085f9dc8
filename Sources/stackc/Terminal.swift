import Driver

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where output goes: machines' on standard output, people's on standard error.
enum Terminal {
  /// Writes text for machines, or the answer that was asked for.
  static func out(_ text: String) { OutputFolder.writeAll(Array(text.utf8), to: STDOUT_FILENO) }

  /// Writes text for people.
  static func tell(_ text: String) { OutputFolder.writeAll(Array(text.utf8), to: STDERR_FILENO) }

  /// Whether a descriptor shows colours: it is a terminal, and nobody said no (https://no-color.org).
  static func hasColour(_ descriptor: Int32) -> Bool {
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    if let value = getenv("TERM"), String(cString: value) == "dumb" { return false }
    return isatty(descriptor) == 1
  }
}
