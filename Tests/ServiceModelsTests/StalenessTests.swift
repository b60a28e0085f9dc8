import Foundation
import ServiceModels
import Testing

@Suite struct StalenessTests {
  /// The same walk as `inputs_digest` in `Tools/facts/generate.py`.
  @Test func modelsMatchTheirInputs() throws {
    let facts = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Tools/facts")
    func files(in folder: String, _ suffix: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: facts.appending(path: folder).path)
        .filter { $0.hasSuffix(suffix) }
    }
    let inputs =
      try files(in: "", ".py") + ["requirements.txt"] + files(in: "tables", ".json").map { "tables/\($0)" }
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    for name in inputs.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let content = try Data(contentsOf: facts.appending(path: name))
      for byte in Array(name.utf8) + [0] + Array(content) + [0] {
        digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    #expect(ServiceModelsDigest.inputs == digest, "models.bin is stale: run `make facts`")
  }
}
