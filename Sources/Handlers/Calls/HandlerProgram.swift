public import Source
public import Spec

/// The code of a function as far as it lies beside the handler.
///
/// What a handler reaches is over-approximated by names: a function counts as called where its name is mentioned by code
/// that is reached. Its calls are therefore those of the handler or of a function of the same name.
public struct HandlerProgram {
  /// Files beyond this many bytes are bundles that hold the SDK itself.
  public static let largestFile = 1024 * 1024
  /// Bytes of a function that are read: several times what people write by hand.
  public static let mostBytes = 4 * 1024 * 1024
  /// Files of a function that are read, for the same reason.
  public static let mostFiles = 200

  /// A file, by its path within the code's folder.
  struct File {
    let path: String
    let id: SourceID
    var outline: SourceOutline
    /// The files that its modules are, by the name that it gives them.
    var modules: [String: Int] = [:]
  }

  let language: SDKLanguage
  private(set) var files: [File] = []
  private(set) var gaps: [HandlerCalls.Gap] = []
  private var bytes = 0
  private var fileOfPath: [String: Int] = [:]
  private let layout: ModuleLayout
  private let open: (String) -> (SourceID, SourceFile)?

  /// Reads the file of a handler, and what it imports from the same folder. `open` gives the file of a path within the
  /// folder, and adds it to the sources.
  public init(
    handler path: String, language: SDKLanguage, isFile: @escaping (String) -> Bool,
    isVendored: @escaping (String) -> Bool,
    open: @escaping (String) -> (SourceID, SourceFile)?
  ) {
    self.language = language
    self.open = open
    layout = ModuleLayout(language: language, isFile: isFile, isVendored: isVendored)
    guard read(path, for: nil) != nil else { return }
    var next = 0
    while next < files.count {
      for module in files[next].outline.modules { follow(module, from: next) }
      if language == .python { followMembers(of: next) }
      next += 1
    }
  }

  /// Reads a file, unless it was read; nil where it is not there or not read.
  private mutating func read(_ path: String, for importer: Int?) -> Int? {
    if let known = fileOfPath[path] { return known }
    guard files.count < Self.mostFiles, let (id, file) = open(path) else { return nil }
    guard file.bytes.count <= Self.largestFile, bytes + file.bytes.count <= Self.mostBytes else {
      gaps.append(.init(span: Span(id, 0, 0), reason: .tooLarge))
      return nil
    }
    bytes += file.bytes.count
    let outline = language == .python ? PythonOutline.of(file.bytes) : ScriptOutline.of(file.bytes)
    fileOfPath[path] = files.count
    files.append(File(path: path, id: id, outline: outline))
    return files.count - 1
  }

  private mutating func follow(_ module: String, from index: Int) {
    guard files[index].modules[module] == nil else { return }
    switch layout.place(of: module, from: files[index].path) {
    case .file(let path):
      if let file = read(path, for: index) {
        files[index].modules[module] = file
      } else {
        noteForeign(module, in: index)
      }
    case .known: break
    case .foreign: noteForeign(module, in: index)
    }
  }

  /// `from package import module`.
  private mutating func followMembers(of index: Int) {
    for (_, name) in files[index].outline.imports {
      guard case .member(let member, let module) = name else { continue }
      let inner = module.hasSuffix(".") ? module + member : "\(module).\(member)"
      if case .file(let path) = layout.place(of: inner, from: files[index].path), let file = read(path, for: index) {
        files[index].modules[inner] = file
      }
    }
  }

  private mutating func noteForeign(_ module: String, in index: Int) {
    gaps.append(.init(span: Span(files[index].id, 0, 0), reason: .foreignModule(module)))
  }

  /// The calls that a handler of some name reaches.
  public func calls(of handler: String) -> HandlerCalls {
    var found = HandlerCalls()
    found.gaps = gaps
    var finder = CallFinder(self)
    finder.search(Reachability(self, handler).units)
    found.calls = finder.calls
    found.gaps += finder.gaps
    return found
  }
}
