import Dispatch
import Foundation

/// What ends a run: Ctrl-C, SIGTERM, a closed terminal, or the end of whoever started it.
enum EndOfRun {
  /// Returns when the run is to end. A second Ctrl-C ends the process at once; its guard then ends the children.
  static func wait(withInput: Bool) async {
    let (ends, end) = AsyncStream<Void>.makeStream()
    let queue = DispatchQueue(label: "end of run")
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      nonisolated(unsafe) var isAgain = false
      source.setEventHandler {
        // Only Ctrl-C is pressed twice; `stackc run` passes the first one on, so that it comes twice too.
        if isAgain, number == SIGINT { _exit(130) }
        isAgain = true
        end.yield()
      }
      source.resume()
      return source
    }
    if withInput { Thread.detachNewThread { waitForInput { end.yield() } } }
    for await _ in ends { break }
    // The sources stay: what comes while the run ends is noted, not the death of the process.
    withExtendedLifetime(sources) {}
    keep(sources)
  }

  private nonisolated(unsafe) static var kept: [any DispatchSourceSignal] = []

  private static func keep(_ sources: [any DispatchSourceSignal]) { kept = sources }

  /// Reads standard input to its end, which is the end of the process that holds the other side.
  private static func waitForInput(_ ended: () -> Void) {
    withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      while true {
        let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
        if count > 0 || (count < 0 && errno == EINTR) { continue }
        break
      }
    }
    ended()
  }
}
