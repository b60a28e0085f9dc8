import Denials
import Diagnostics
import FuzzSupport
import Policy
import Source

/// The package manager links an executable's `main` to the name of its target and `_main`.
@_cdecl("FuzzDenials_main")
func entry(_ count: CInt, _ arguments: Arguments) -> CInt { runFuzzer(count, arguments) { fuzz($0, $1) } }

/// Reads any bytes as a message of AWS's that denies a call. Whatever is understood stands in the message, and can be explained;
/// what surrounds a message, and how its lines are folded, changes nothing of what it says.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let denial = read(bytes) else { return 0 }
  checkPlaces(of: denial, in: bytes.count)
  explain(denial, in: bytes.count)
  if let again = read([0x20, 0x0A] + bytes) {
    check(again.actions.map(\.value) == denial.actions.map(\.value), "a blank line before it changes the actions")
    check(again.principal?.value == denial.principal?.value, "a blank line before it changes the principal")
  } else {
    check(false, "a blank line before it makes it unreadable")
  }
  return 0
}

private func read(_ bytes: [UInt8]) -> Denial? {
  Denial(reading: SourceFile(path: "message", bytes: bytes), id: SourceID(0))
}

private func checkPlaces(of denial: Denial, in length: Int) {
  let spans =
    denial.actions.map(\.span) + [denial.span]
    + [denial.principal?.span, denial.resource?.span, denial.source?.span, denial.policyARN?.span, denial.encoded]
    .compactMap { $0 }
  check(spans.allSatisfy { $0.start <= $0.end && Int($0.end) <= length }, "a place outside of the message")
  check(denial.actions.allSatisfy { !$0.value.isEmpty }, "an action without letters")
  check(denial.spelledActions.count == denial.actions.count, "an action is lost in spelling")
  _ = denial.asker
}

private func explain(_ denial: Denial, in length: Int) {
  let finding = denial.finding
  check(Int(finding.span.end) <= length && finding.span.start <= finding.span.end, "a finding outside of the message")
  check(!finding.message.isEmpty, "a finding without words")
}
