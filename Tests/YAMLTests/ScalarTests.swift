import Diagnostics
import Testing
import YAML

@Suite struct ScalarTests {
  static let core: [(String, Node.Scalar)] = [
    ("null", .null), ("~", .null), ("NULL", .null), ("nULL", .string("nULL")),
    ("true", .bool(true)), ("FALSE", .bool(false)), ("tRue", .string("tRue")),
    ("0", .integer(0)), ("-19", .integer(-19)), ("+7", .integer(7)), ("0o17", .integer(15)), ("0x1F", .integer(31)),
    ("0o8", .string("0o8")), ("1.5", .number("1.5")), ("1e3", .number("1e3")), ("-x", .string("-x")),
    ("1e", .string("1e")),
    ("+1.5", .number("1.5")), (".5", .number("0.5")), ("1.", .number("1.0")), ("-.5e1", .number("-0.5e1")),
    ("01.5", .number("1.5")), ("99999999999999999999", .number("99999999999999999999")), ("1.2.3", .string("1.2.3")),
    (".inf", .string(".inf")), ("2012-10-17", .string("2012-10-17")), ("10.0.0.0/16", .string("10.0.0.0/16")),
  ]

  @Test(arguments: core) func `a plain scalar is read by the core schema`(_ text: String, _ expected: Node.Scalar) {
    #expect(Parsed("- \(text)\n").tree.root?.items[0].scalar == expected)
    #expect(Parsed("- '\(text)'\n").tree.root?.items[0].scalar == .string(text))
  }

  static let legacy: [(String, String?)] = [
    ("yes", "the boolean `true`"), ("Off", "the boolean `false`"), ("y", nil), ("n", nil), ("oN", nil),
    ("0123", "the octal number `83`"), ("012345678912", "text, where other readers drop the leading zero"),
    ("0", nil), ("00", "the octal number `0`"), ("12:30", "the number `750` (base 60)"), ("12:75", nil),
    ("1:2:3:x", nil),
    ("1_000", "the number `1000`"), ("-0777", "the octal number `-511`"), ("2012-10-17", nil), ("1.0", nil), ("+", nil),
    ("99999999999999999:59:59:59", "a number in base 60"), ("'yes'", nil), ("!!str yes", nil), ("!Sub yes", nil),
  ]

  @Test(arguments: legacy) func `what YAML 1_1 reads otherwise is said`(_ text: String, _ reading: String?) {
    let findings = Parsed("k: \(text)\n").findings
    #expect(findings.map(\.message) == (reading.map { ["CloudFormation reads `\(text)` as \($0)"] } ?? []))
  }
}
