/// The names that a file of code offers to whoever loads it.
struct ModuleNames {
  /// The names, in the order they are bound; one may be bound twice.
  var names: [String] = []
  /// Whether there may be others: names made while it runs, or taken over from another file.
  var isOpen = false

  mutating func bind(_ name: String) { names.append(name) }
}
