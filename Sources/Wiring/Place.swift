/// Where something of the plan was written, so that the local run can point at it.
public struct Place: Codable, Sendable, Equatable {
  /// The file as the compiler was given it; never absolute unless it was given so.
  public var file: String
  /// Line, from 1.
  public var line: Int
  /// Column in Unicode scalars, from 1.
  public var column: Int

  /// Makes a place.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}
