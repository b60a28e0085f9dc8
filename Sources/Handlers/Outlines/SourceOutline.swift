import Spec

/// A function of a file, or the file's own level: what is assigned in it is seen in it and in what it holds.
struct CodeUnit {
  /// Its name; that of its class for a constructor; empty for the file's level.
  let name: String
  /// The unit around it; that of the file is its own.
  let parent: Int
  /// The tokens from its parameters to its end.
  var range: Range<Int>
  /// Its parameters, each with the place of its default value.
  var parameters: [String: Int?] = [:]
  /// Whether a router calls it, whatever else mentions it.
  var isRegistered = false
  /// Where its values are returned.
  var results: [Int] = []
}

/// What a name of a file was imported as.
enum ImportedName {
  /// A module as a whole: what stands behind `import`.
  case module(String)
  /// What a module gives by a name.
  case member(String, module: String)
}

/// The functions, assignments and imports of one file.
struct SourceOutline {
  let list: TokenList
  let language: SDKLanguage
  /// The functions, outer before inner; the first is the file.
  var units: [CodeUnit]
  /// The unit of each token.
  var unitOfToken: [Int] = []
  /// The functions by the unit around them and their name.
  var functions: [Key: Int] = [:]
  /// Where the values that are assigned to a name of a unit begin; nil for a value that cannot be followed.
  var assignments: [Key: [Int?]] = [:]
  /// Where the values that are assigned to an attribute of `self` or `this` begin.
  var attributes: [String: [Int]] = [:]
  var imports: [Key: ImportedName] = [:]
  /// Every module that is imported, in order.
  var modules: [String] = []
  /// Tokens that name functions without calling them: of imports, exports and definitions.
  var silent: [Bool]

  /// A name in a unit.
  struct Key: Hashable {
    let unit: Int
    let name: String
  }

  init(_ list: TokenList, _ language: SDKLanguage) {
    self.list = list
    self.language = language
    units = [CodeUnit(name: "", parent: 0, range: 0..<list.count)]
    silent = [Bool](repeating: false, count: list.count)
  }

  /// Works out the unit of each token from the units' ranges, which are nested.
  mutating func placeTokens() {
    let order = units.indices.dropFirst().sorted { units[$0].range.lowerBound < units[$1].range.lowerBound }
    var renumbered = [0]
    var parents = [0]
    unitOfToken = [Int](repeating: 0, count: list.count)
    var open = [0]
    var next = 0
    for token in 0..<list.count {
      while open.count > 1, units[renumbered[open[open.count - 1]]].range.upperBound <= token { open.removeLast() }
      while next < order.count, units[order[next]].range.lowerBound <= token {
        parents.append(open[open.count - 1])
        renumbered.append(order[next])
        open.append(renumbered.count - 1)
        next += 1
      }
      unitOfToken[token] = open[open.count - 1]
    }
    let old = units
    units = renumbered.enumerated().map { index, unit in
      var copy = CodeUnit(name: old[unit].name, parent: parents[index], range: old[unit].range)
      copy.parameters = old[unit].parameters
      copy.isRegistered = old[unit].isRegistered
      return copy
    }
    for (index, unit) in units.enumerated().dropFirst() {
      let key = Key(unit: unit.parent, name: unit.name)
      if functions[key] == nil { functions[key] = index }
    }
  }

  /// Notes an assignment; `value` is where the value begins.
  mutating func assign(_ name: String, in unit: Int, _ value: Int?) {
    assignments[Key(unit: unit, name: name), default: []].append(value)
  }

  /// Notes that tokens mention nothing.
  mutating func silence(_ range: Range<Int>) {
    for index in range.clamped(to: 0..<list.count) { silent[index] = true }
  }
}
