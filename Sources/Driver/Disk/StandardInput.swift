/// Standard input, read whole.
public enum StandardInput {
  /// All bytes; nil if it cannot be read or is larger than ``DiskFiles/largestFile``.
  public static func readAll() -> [UInt8]? { DiskFiles.readAll(0) }
}
