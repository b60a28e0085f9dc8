import Foundation
import Testing

/// Compares what each file imports with the table of `ARCHITECTURE.md`.
@Suite struct ImportTableTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What any module may import: the system, and nothing of Foundation but its essentials.
  static let system: Set<String> = ["Glibc", "Musl", "Darwin", "Synchronization", "FoundationEssentials"]
  /// Libraries, by the modules that may import them.
  static let libraries: [String: Set<String>] = [
    "stackc": ["ArgumentParser"], "stackc-local": ["ArgumentParser"], "conformance": ["ArgumentParser", "Foundation"],
    "benchmarks": ["ArgumentParser", "Foundation", "NIOCore", "NIOHTTP1", "NIOPosix"],
    "TestSupport": ["Foundation", "Testing"],
    "LocalRuntime": [
      "AsyncHTTPClient", "Crypto", "DequeModule", "Dispatch", "Foundation", "GRDB", "HeapModule", "HTTPTypes",
      "NIOCore", "NIOHTTP1", "NIOPosix",
    ],
  ]

  static let table: [String: Set<String>] = {
    let text = (try? String(contentsOf: root.appending(path: "ARCHITECTURE.md"), encoding: .utf8)) ?? ""
    var table: [String: Set<String>] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3 else { continue }
      let name = cells[0].trimmingCharacters(in: CharacterSet(charactersIn: "`"))
      switch cells[2] {
      case "–": table[name] = []
      case "every module above": table[name] = Set(table.keys)
      case "anything but stackc": table[name] = Set(modules).subtracting(["stackc"])
      default: table[name] = Set(cells[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
      }
    }
    return table
  }()

  /// The folders of `Sources/`, and the developers' programs beside it.
  static let modules: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path)) ?? []
    return (names.filter { !$0.hasPrefix(".") } + ["benchmarks"]).sorted()
  }()

  static func folder(of module: String) -> URL {
    module == "benchmarks" ? root.appending(path: "Benchmarks") : root.appending(path: "Sources/\(module)")
  }

  @Test(arguments: modules) func importsOnlyWhatTheTableNames(module: String) throws {
    let allowed = try #require(Self.table[module], "ARCHITECTURE.md has no row for \(module)")
      .union(Self.system).union(Self.libraries[module] ?? [])
    let files = FileManager.default.enumerator(at: Self.folder(of: module), includingPropertiesForKeys: nil)
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where line.first != " " {
        let words = line.split(separator: " ").filter { $0 != "public" && $0 != "internal" && $0 != "package" }
        guard words.first == "import", let name = words.last else { continue }
        #expect(allowed.contains(String(name)), "\(file.lastPathComponent) imports \(name)")
      }
    }
  }

  @Test func tableHasNoCycleAndNoGhost() {
    var order: [String] = []
    var left = Self.table
    while let next = left.first(where: { $0.value.subtracting([$0.key]).isSubset(of: order) || $0.value.count > 12 })?
      .key
    {
      order.append(next)
      left[next] = nil
    }
    #expect(left.isEmpty, "these import each other: \(left.keys.sorted())")
  }
}
