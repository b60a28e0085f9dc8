import ArgumentParser
import Diagnostics
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

  /// Writes bytes for machines.
  static func out(_ bytes: [UInt8]) { OutputFolder.writeAll(bytes, to: STDOUT_FILENO) }

  /// The colours of standard output.
  static var palette: Palette { hasColour(STDOUT_FILENO) ? .ansi : .plain }

  /// Ends the program.
  static func end(_ status: Int32) -> Never { exit(status) }

  /// Writes text for people.
  static func tell(_ text: String) { OutputFolder.writeAll(Array(text.utf8), to: STDERR_FILENO) }

  /// Says why something cannot be used; what is returned ends the program with 2.
  static func refusal(_ message: String) -> ExitCode {
    tell("error: \(message)\n")
    return ExitCode(2)
  }

  /// Whether a descriptor shows colours: it is a terminal, and nobody said no (https://no-color.org).
  static func hasColour(_ descriptor: Int32) -> Bool {
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    if let value = getenv("TERM"), String(cString: value) == "dumb" { return false }
    return isatty(descriptor) == 1
  }
}

extension Terminal {
  /// Reports findings: on standard output, or to people on standard error.
  static func report(_ report: Report, _ format: ReportFormat, toPeople: Bool = false) {
    let descriptor = toPeople ? STDERR_FILENO : STDOUT_FILENO
    let palette: Palette = hasColour(descriptor) ? .ansi : .plain
    let text = format.reporter(palette: palette, width: width(descriptor)).text(of: report)
    OutputFolder.writeAll(Array(text.utf8), to: descriptor)
  }

  /// Writes a file, or ends the program saying why it cannot.
  static func write(_ contents: [UInt8], to path: String) throws {
    do {
      try OutputFolder.replace(path, with: contents)
    } catch {
      tell("error: \(error.path): \(error.reason)\n")
      throw ExitCode(2)
    }
  }

  /// The columns of a terminal; the usual width for anything else.
  private static func width(_ descriptor: Int32) -> Int {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return TextReporter.usualWidth }
    return Int(size.ws_col)
  }
}
