import Foundation
import Testing

/// Compares output with a file that is kept with the tests. `STACKC_RECORD=1 swift test` writes it anew.
func expectSnapshot(
  _ name: String, _ bytes: [UInt8], filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().appendingPathComponent("Snapshots")
  let file = folder.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["STACKC_RECORD"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return
  }
  let kept = try #require(try? Data(contentsOf: file), "no snapshot \(name)", sourceLocation: sourceLocation)
  #expect(
    String(decoding: bytes, as: UTF8.self) == String(decoding: kept, as: UTF8.self),
    "\(name) differs; if that is meant, STACKC_RECORD=1 swift test --filter EmittersTests",
    sourceLocation: sourceLocation)
}
