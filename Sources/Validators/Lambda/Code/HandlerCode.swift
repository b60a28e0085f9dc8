import Source
import Spec
import Template

/// The handler of a function whose code lies in a folder beside the stack, taken apart.
struct HandlerCode {
  /// Larger files are bundles, made by tools that get their exports right.
  static let largestFile = 4 * 1024 * 1024
  /// Folders deeper than this, and more files than this, are not looked through for a name that may have been meant.
  static let deepestFolder = 4
  static let mostFiles = 2000

  let function: Resource
  let runtime: LambdaRuntime
  /// `Handler`, and the text of it.
  let value: Value
  let text: String
  /// The folder.
  let folder: String
  let context: CheckContext

  /// The part of the handler that names the file, without its ending, and the part that names the function in it.
  let file: Substring
  let name: Substring

  /// Nil where there is nothing to judge: no folder, a build that makes it, a runtime whose code is compiled.
  init?(_ function: Resource, _ artifact: Artifact, _ context: CheckContext) {
    guard artifact.property == "Code", artifact.build == nil, context.files.kind(of: artifact.path.text) == .folder,
      let value = function["Handler"], let text = value.string, let runtimeValue = function["Runtime"],
      let runtime = context.resolver.literal(runtimeValue).flatMap(LambdaRuntime.named)
    else { return nil }
    guard let dot = Self.split(text, runtime.family), dot != text.startIndex, text.index(after: dot) != text.endIndex
    else { return nil }
    self.function = function
    self.runtime = runtime
    self.value = value
    self.text = text
    self.folder = artifact.path.text
    self.context = context
    file = text[..<dot]
    name = text[text.index(after: dot)...]
  }

  /// Where the name starts: Python's is after the last dot, Node's after the first one of the last part of the path.
  static func split(_ text: String, _ family: String) -> String.Index? {
    switch family {
    case "python": return text.lastIndex(of: ".")
    case "nodejs":
      let base = text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex
      return text[base...].firstIndex(of: ".")
    default: return nil
    }
  }

  var isPython: Bool { runtime.family == "python" }

  /// The endings of the files that the runtime loads, in the order it tries them.
  var endings: [String] { isPython ? [".py", "/__init__.py"] : [".js", ".mjs", ".cjs"] }

  /// The path that a module's name stands for, without ending.
  func path(of module: Substring) -> String {
    let text = isPython ? String(module).slashed : String(module)
    let parts = text.split(separator: "/").map(String.init)
    return ([folder] + parts).joined(separator: "/")
  }

  /// The file that the handler names, if it is there.
  var sourcePath: String? {
    let path = path(of: file)
    return endings.map { path + $0 }.first { context.files.kind(of: $0) == .file }
  }

  /// Whether a compiled module, or a folder that is a package without `__init__.py`, stands in the file's place.
  var isCompiled: Bool {
    let path = path(of: file)
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    let base = path.split(separator: "/").last.map(String.init) ?? path
    let root = path.hasPrefix("/") ? "/" + parent : parent
    return context.files.names(in: root).contains { name in
      name.hasPrefix(base + ".") && [".pyc", ".so", ".node", ".json"].contains { name.hasSuffix($0) }
    }
  }

  /// The names that handlers of this folder could have before the dot, sorted as the files are.
  var modules: [String] {
    var found: [String] = []
    var pending = [("", 0)]
    while let (prefix, depth) = pending.popLast(), found.count < Self.mostFiles {
      let path = prefix.isEmpty ? folder : "\(folder)/\(prefix)"
      for name in context.files.names(in: path) where !name.hasPrefix(".") && name != "node_modules" {
        let inner = prefix.isEmpty ? name : "\(prefix)/\(name)"
        if let ending = endings.first(where: name.hasSuffix) {
          let module = String(inner.dropLast(ending.count))
          found.append(isPython && file.contains(".") ? module.dotted : module)
        } else if depth < Self.deepestFolder, context.files.kind(of: "\(folder)/\(inner)") == .folder {
          pending.append((inner, depth + 1))
        }
      }
    }
    return found
  }

  /// The place of a part of the handler; all of it where it is not written as it is.
  func span(_ part: Substring) -> Span {
    guard let shift = context.sources.offset(of: text, at: value.span) else { return value.span }
    let start = Int(value.span.start) + shift + text.utf8.distance(from: text.startIndex, to: part.startIndex)
    return Span(value.span.source, start, start + part.utf8.count)
  }
}

extension CheckContext {
  /// The handlers that can be judged, in the order of their functions.
  var handlers: [HandlerCode] {
    template.artifacts.compactMap { artifact in
      guard let function = template[artifact.owner], function.type == "AWS::Lambda::Function" else { return nil }
      return HandlerCode(function, artifact, self)
    }
  }
}

extension String {
  /// A path as Python names the module.
  fileprivate var dotted: String { split(separator: "/").joined(separator: ".") }

  /// The path of a module that Python names.
  fileprivate var slashed: String { split(separator: ".").joined(separator: "/") }
}
