import Handlers
import Source
import Spec
import Template

extension CheckContext {
  /// Reads the code of the functions that lies beside the stack, or its sources where it is built, for the calls of AWS in it;
  /// the files that were read are added to ``sources``. Code of other languages is not read.
  public var readingHandlers: CheckContext {
    var reading = HandlerReading(sources)
    var calls: [String: HandlerCalls] = [:]
    for source in handlerSources {
      calls[source.function.logicalID] = reading.calls(
        of: source.name, in: source.file, below: source.folder, source.language, files)
    }
    return CheckContext(self, calls: calls, sources: reading.sources)
  }
}

extension SDKLanguage {
  /// The language of a family of Lambda's runtimes.
  init?(family: String) {
    switch family {
    case "python": self = .python
    case "nodejs": self = .javascript
    default: return nil
    }
  }
}

/// The code of a stack's functions; what several share is read once.
private struct HandlerReading {
  private let opened: OpenedFiles
  private var programs: [String: HandlerProgram] = [:]

  init(_ sources: SourceMap) { opened = OpenedFiles(sources) }

  var sources: SourceMap { opened.sources }

  /// The calls of a function whose handler stands in a file of a folder.
  mutating func calls(
    of name: String, in file: String, below folder: String, _ language: SDKLanguage, _ files: any ProjectFiles
  ) -> HandlerCalls {
    let opened = opened
    let vendored = Vendored(files.names(in: folder))
    let program =
      programs["\(folder)/\(file)"]
      ?? HandlerProgram(
        handler: file, language: language, isFile: { files.kind(of: "\(folder)/\($0)") == .file },
        isVendored: vendored.contains, open: { opened.open("\(folder)/\($0)", files) })
    programs["\(folder)/\(file)"] = program
    return program.calls(of: name)
  }
}

/// The packages that pip put into a folder: beside each it leaves `NAME-VERSION.dist-info`.
private struct Vendored {
  private let names: Set<String>

  init(_ entries: [String]) {
    names = Set(
      entries.filter { $0.hasSuffix(".dist-info") }.map { Self.folded(String($0.prefix { $0 != "-" })) })
  }

  func contains(_ module: String) -> Bool { names.contains(Self.folded(module)) }

  private static func folded(_ name: String) -> String { String(name.lowercased().filter { $0 != "_" && $0 != "." }) }
}

/// The files that were opened, each once. A class, since a program opens files while it is read.
private final class OpenedFiles {
  private(set) var sources: SourceMap
  private var ids: [String: SourceID] = [:]

  init(_ sources: SourceMap) { self.sources = sources }

  func open(_ path: String, _ files: any ProjectFiles) -> (SourceID, SourceFile)? {
    if let id = ids[path] { return sources[id].map { (id, $0) } }
    guard let bytes = files.contents(of: path) else { return nil }
    let file = SourceFile(path: files.displayPath(path), bytes: bytes)
    let id = sources.add(file)
    ids[path] = id
    return (id, file)
  }
}
