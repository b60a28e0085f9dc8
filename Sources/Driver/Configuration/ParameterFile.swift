import Source

/// A file with values of parameters, in the forms that AWS's tools take: a list of `ParameterKey` and `ParameterValue`
/// (`--parameters file://…` of `aws cloudformation`), an object with `Parameters` (a template configuration file of
/// CodePipeline), or the parameters' object by itself.
public enum ParameterFile {
  /// Why a file cannot be used.
  public struct Failure: Error, Sendable {
    /// Lower case, no full stop.
    public let reason: String
  }

  /// The values by name, in the file's order.
  public static func read(_ path: String) throws(Failure) -> [(name: String, value: String)] {
    guard let bytes = DiskFiles(root: "").contents(of: path) else { throw Failure(reason: "cannot be read") }
    return try values(of: bytes)
  }

  /// The values of a file's content.
  static func values(of bytes: [UInt8]) throws(Failure) -> [(name: String, value: String)] {
    guard let datum = try? Datum(json: SourceFile(path: "", bytes: bytes), id: SourceID(0)) else {
      throw Failure(reason: "is not JSON")
    }
    if let items = datum.items {
      return try items.map { item throws(Failure) in
        guard let name = item["ParameterKey"]?.literal else {
          throw Failure(reason: "each item of the list takes `ParameterKey` and `ParameterValue`")
        }
        guard let value = item["ParameterValue"] else { throw Failure(reason: "`\(name)` has no `ParameterValue`") }
        return (name, try text(value, name))
      }
    }
    guard let members = (datum["Parameters"] ?? datum).members else {
      throw Failure(reason: "holds neither a list nor an object of parameters")
    }
    return try members.map { member throws(Failure) in (member.key, try text(member.value, member.key)) }
  }

  /// A value as CloudFormation takes it: a list is a text with commas.
  private static func text(_ value: Datum, _ name: String) throws(Failure) -> String {
    let parts = value.itemsOrSelf.map { $0.text?.literal }
    guard parts.allSatisfy({ $0 != nil }) else { throw Failure(reason: "the value of `\(name)` is not a text") }
    return parts.compactMap(\.self).joined(separator: ",")
  }
}
