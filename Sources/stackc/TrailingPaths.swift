import ArgumentParser

/// The paths that end a command line. Hooks and shells give thousands of them, and the time that the parser of arguments takes grows
/// with the square of their number; so all but the first few are kept from it.
struct TrailingPaths {
  /// What the parser is given.
  let parsed: [String]
  /// The paths that were kept from it, in order.
  let kept: [String]

  /// How many of the words that end the line the parser sees: the first may be the value of an option before it.
  private static let seen = 8

  /// Splits the words of a command line, the program's name left out.
  init(_ arguments: [String]) {
    let trailing = arguments.reversed().prefix { !$0.hasPrefix("-") }.count
    let count = arguments.first == Lint.configuration.commandName ? max(0, trailing - Self.seen) : 0
    parsed = Array(arguments.dropLast(count))
    kept = Array(arguments.suffix(count))
  }
}
