/// Credentials that the run issued: what a handler's environment, `stackc env --as` and `AssumeRole` give.
public struct Credentials: Sendable, Equatable {
  /// `AWS_ACCESS_KEY_ID`: `ASIA` and 16 capital letters and digits, as AWS's temporary keys.
  public var accessKeyID: String
  /// `AWS_SECRET_ACCESS_KEY`: 40 letters.
  public var secretAccessKey: String
  /// `AWS_SESSION_TOKEN`.
  public var sessionToken: String
  /// When they end; nil: with the run, or when they are revoked.
  public var expiration: Moment?
}

extension Credentials {
  /// What every key of a run begins with: a key that does and is not known is of a run that is over, or was revoked.
  static let prefix = "ASIASTKC"
  /// The alphabet of access keys (RFC 4648, section 6).
  private static let keyAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
  private static let secretAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Makes up credentials, of the system's secure source of random numbers.
  init(expiration: Moment?) {
    accessKeyID = Self.prefix + Self.random(12, of: Self.keyAlphabet)
    secretAccessKey = Self.random(40, of: Self.secretAlphabet)
    sessionToken = Self.random(128, of: Self.secretAlphabet)
    self.expiration = expiration
  }

  private static func random(_ count: Int, of alphabet: [UInt8]) -> String {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Credentials {
  /// The same with a key that is nobody's of the run.
  var asAdministrator: Credentials {
    var copy = self
    copy.accessKeyID = "ASIAROOT" + Self.random(12, of: Self.keyAlphabet)
    return copy
  }
}
