import FuzzSupport
import Handlers
import Source
import Spec

/// The package manager links an executable's `main` to the name of its target and `_main`.
@_cdecl("FuzzHandlers_main")
func entry(_ count: CInt, _ arguments: Arguments) -> CInt { runFuzzer(count, arguments) { fuzz($0, $1) } }

/// Reads any bytes as a handler of each language, which imports itself.
private func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  for language in SDKLanguage.allCases {
    let name = language == .python ? "app.py" : "index.mjs"
    let program = HandlerProgram(
      handler: name, language: language, isFile: { $0 == name }, isVendored: { _ in false },
      open: { path in
        path == name ? (SourceID(0), SourceFile(path: path, bytes: bytes)) : nil
      })
    for call in program.calls(of: "handler").calls {
      check(call.span.start <= call.span.end && Int(call.span.end) <= count, "a call outside of the text")
    }
  }
  return 0
}
