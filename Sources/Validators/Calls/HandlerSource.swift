import Source
import Spec
import Template

/// Where the source of a function's handler stands: in its folder of code, or in what a build makes that folder of.
struct HandlerSource {
  let function: Resource
  let language: SDKLanguage
  /// The folder within which modules are found.
  let folder: String
  /// The handler's file, by its path within the folder.
  let file: String
  /// The name of the handler in that file.
  let name: String

  init?(_ code: HandlerCode) {
    guard let path = code.sourcePath, path.hasPrefix(code.folder + "/"),
      let language = SDKLanguage(family: code.runtime.family)
    else { return nil }
    function = code.function
    self.language = language
    folder = code.folder
    file = String(path.dropFirst(code.folder.utf8.count + 1))
    name = String(code.name)
  }

  /// The source of a function whose code is built.
  fileprivate init?(_ handler: BuiltHandler, folder: String, file: String) {
    function = handler.function
    language = handler.language
    self.folder = folder
    self.file = file
    name = handler.name
  }
}

extension CheckContext {
  /// The sources of handlers that can be told, each function once.
  var handlerSources: [HandlerSource] {
    let packed = handlers.compactMap(HandlerSource.init)
    let built = template.artifacts.compactMap { artifact -> HandlerSource? in
      guard artifact.property == "Code", let command = artifact.build, let function = template[artifact.owner] else {
        return nil
      }
      return BuiltHandler(function, self)?.source(builtBy: command.text, into: artifact.path.text)
    }
    let unbuilt = template.resources.compactMap { function -> HandlerSource? in
      guard let folder = template.unbuiltCode[function.logicalID] else { return nil }
      return BuiltHandler(function, self)?.source(in: folder.text)
    }
    return packed + built + unbuilt
  }
}

/// A handler whose code a command or a tool makes of sources.
private struct BuiltHandler {
  let function: Resource
  let language: SDKLanguage
  /// The path of the handler's module without ending, and its name there.
  let module: String
  let name: String
  private let files: any ProjectFiles

  init?(_ function: Resource, _ context: CheckContext) {
    guard function.type == "AWS::Lambda::Function", let handler = function["Handler"]?.string,
      let runtime = function["Runtime"].flatMap(context.resolver.literal).flatMap(LambdaRuntime.named),
      let language = SDKLanguage(family: runtime.family), let dot = HandlerCode.split(handler, runtime.family),
      dot != handler.startIndex
    else { return nil }
    self.function = function
    self.language = language
    let path = String(handler[..<dot])
    module = language == .python ? path.split(separator: ".").joined(separator: "/") : path
    name = String(handler[handler.index(after: dot)...])
    files = context.files
  }

  private var endings: [String] {
    switch language {
    case .python: [".py", "/__init__.py"]
    case .javascript: [".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs"]
    }
  }

  /// The source in a folder that a tool builds: the handler's module there.
  func source(in folder: String) -> HandlerSource? {
    let path = folder == "." ? "" : folder + "/"
    let found = endings.map { module + $0 }.filter { files.kind(of: path + $0) == .file }
    return found.count == 1 ? HandlerSource(self, folder: folder, file: found[0]) : nil
  }

  /// The source that a command names: a folder that has the handler's module, or a file of that name. The folder that the
  /// command writes may hold what was made of older sources, and is none, unless the command works with a file in it: then it adds
  /// to what is there. Where several could be meant, none is.
  func source(builtBy command: String, into folder: String) -> HandlerSource? {
    var found: [String: HandlerSource] = [:]
    var worksInside = false
    for word in Self.words(of: command) {
      if word.hasPrefix(folder + "/"), files.kind(of: word) == .file { worksInside = true }
      guard word != folder, !word.hasPrefix(folder + "/") else { continue }
      switch files.kind(of: word) {
      case .folder: if let source = source(in: word) { found["\(word)/\(source.file)"] = source }
      case .file: if let source = source(file: word) { found[word] = source }
      case nil: continue
      }
    }
    if found.isEmpty, worksInside { return source(in: folder) }
    return found.count == 1 ? found.values.first : nil
  }

  /// A file that has the handler's name; modules are found from the top of its path.
  private func source(file path: String) -> HandlerSource? {
    let base = module.split(separator: "/").last.map(String.init) ?? module
    guard let slash = path.firstIndex(of: "/"), endings.contains(where: { path.hasSuffix("/\(base)\($0)") }) else {
      return nil
    }
    return HandlerSource(self, folder: String(path[..<slash]), file: String(path[path.index(after: slash)...]))
  }

  /// The words of a command that may be paths: without quotes, `--option=`, `./` before and `/*` behind. Longer commands are
  /// scripts, of which nothing is known.
  private static func words(of command: String) -> [String] {
    let words = command.split { $0.isWhitespace || ";&|".contains($0) }
    guard words.count <= mostWords else { return [] }
    return words.compactMap { word in
      var text = word.split(separator: "=").last ?? word
      text = text.drop { "\"'".contains($0) }
      while let last = text.last, "\"'*/.".contains(last) { text = text.dropLast() }
      while text.hasPrefix("./") { text = text.dropFirst(2) }
      return text.isEmpty || text.hasPrefix("/") || text.hasPrefix("-") ? nil : String(text)
    }
  }

  private static let mostWords = 64
}
