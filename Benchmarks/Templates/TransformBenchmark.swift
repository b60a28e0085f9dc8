import Diagnostics
import Foundation
import Frontends
import Source
import Template
import YAML

/// SAM templates read and carried over to CloudFormation's resources, against aws-sam-translator in one Python process:
/// processor time of both, each without its start.
enum TransformBenchmark: Benchmark {
  static let name = "transform"
  private static let rounds = 11

  /// One case of the corpus.
  private struct Case: Decodable {
    let name: String
    let kind: String
  }

  static func ratio(corpus: String) throws -> Double {
    let folder = URL(fileURLWithPath: "\(corpus)/sam-transform")
    guard let data = try? Data(contentsOf: folder.appendingPathComponent("cases.json")) else {
      throw MissingCorpus(folder: folder.path)
    }
    let cases = try JSONDecoder().decode([Case].self, from: data).filter { $0.kind == "success" }
    let paths = cases.map { folder.appendingPathComponent("cases/\($0.name)/input.yaml").path }
    let python = FileManager.default.currentDirectoryPath + "/.venv/test/bin/python"
    let translated = try translate(paths, python)
    let files = try paths.filter(translated.paths.contains).map {
      SourceFile(path: $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0))))
    }
    let measured = Interleaved(rounds: rounds) {
      for file in files { expand(file) }
    } baseline: {
    }
    let own = measured.subject.min() ?? .nan
    print(
      "transform: \(files.count) templates; stackc \(decimal(own * 1000)) ms,"
        + " aws-sam-translator \(decimal(translated.seconds)) s; \(decimal(translated.seconds / own)) times less")
    return own / translated.seconds
  }

  private static func expand(_ file: SourceFile) {
    var findings = Findings()
    let tree = SyntaxTree.parse(file, id: SourceID(0), into: &findings)
    let written = CloudFormationFile.lower(tree, into: &findings)
    _ = SAMTransform.expand(written, for: SAMDeployment(region: "ap-southeast-1"), into: &findings)
  }

  /// The templates that the translator takes, and the seconds of processor time that it needs for them.
  private static func translate(_ paths: [String], _ python: String) throws -> (paths: Set<String>, seconds: Double) {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["Benchmarks/Templates/translate.py"]
    process.environment = ProcessInfo.processInfo.environment.merging(["AWS_DEFAULT_REGION": "ap-southeast-1"]) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: "/dev/null")
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(paths.joined(separator: "\n").utf8))
    try input.fileHandleForWriting.close()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    struct Answer: Decodable {
      let translated: [String]
      let seconds: Double
    }
    let told = try JSONDecoder().decode(Answer.self, from: answer)
    return (Set(told.translated), told.seconds)
  }
}
