import Driver
import Foundation
import TestSupport
import Testing

/// What `stackc env` prints, and what it says where it cannot.
@Suite struct RunEnvironmentTests {
  private static let own = Int(ProcessInfo.processInfo.processIdentifier)

  private static func file(pid: Int = own, region: String = "eu-west-1") -> String {
    """
    {"version": 1, "pid": \(pid), "endpoint": "http://127.0.0.1:4566", "region": "\(region)", "account": "000000000000",
     "iam": "strict",
     "roles": [{"path": "roles.worker", "arn": "arn:aws:iam::000000000000:role/w", "accessKeyId": "ASIASTKCAAAA",
                "secretAccessKey": "a+b/c", "sessionToken": "t/+"}],
     "functions": [{"path": "functions.intake", "name": "shop-intake", "role": "arn:aws:iam::000000000000:role/w"}]}
    """
  }

  private func environment(_ file: String?, as role: String? = nil) throws -> RunEnvironment {
    try TemporaryFolder.with { folder in
      if let file { try TemporaryFolder.write([".stackc/run.json": file], to: folder) }
      return try RunEnvironment(stack: folder.appending(path: "stack.yaml").path, as: role)
    }
  }

  @Test func theAdministratorNeedsNoRealKey() throws {
    #expect(
      try environment(Self.file()).text(.sh) == """
        unset AWS_PROFILE
        unset AWS_SESSION_TOKEN
        export AWS_ENDPOINT_URL=http://127.0.0.1:4566
        export AWS_ACCESS_KEY_ID=administrator
        export AWS_SECRET_ACCESS_KEY=administrator
        export AWS_REGION=eu-west-1
        export AWS_DEFAULT_REGION=eu-west-1
        export AWS_DISABLE_HOST_PREFIX_INJECTION=true
        export AWS_EC2_METADATA_DISABLED=true

        """)
  }

  @Test(arguments: ["roles.worker", "functions.intake", "shop-intake"]) func aRoleHasItsOwnKeys(role: String) throws {
    #expect(
      try environment(Self.file(), as: role).text(.dotenv) == """
        AWS_ENDPOINT_URL=http://127.0.0.1:4566
        AWS_ACCESS_KEY_ID=ASIASTKCAAAA
        AWS_SECRET_ACCESS_KEY=a+b/c
        AWS_SESSION_TOKEN=t/+
        AWS_REGION=eu-west-1
        AWS_DEFAULT_REGION=eu-west-1
        AWS_DISABLE_HOST_PREFIX_INJECTION=true
        AWS_EC2_METADATA_DISABLED=true

        """)
  }

  @Test func everyFormKeepsWhatAShellWouldRead() throws {
    let odd = #"a'b \"c$d`e"#
    let environment = try environment(Self.file(region: odd))
    let value = #"a'b "c$d`e"#
    for (format, line) in [
      (RunEnvironment.Format.sh, #"export AWS_REGION='a'\''b "c$d`e'"#), (.fish, #"set -gx AWS_REGION 'a\'b "c$d`e'"#),
      (.dotenv, #"AWS_REGION="a'b \"c\$d`e""#),
    ] {
      #expect(environment.text(format).split(separator: "\n").contains(line[...]), "\(format)")
    }
    let json = try JSONSerialization.jsonObject(with: Data(environment.text(.json).utf8)) as? [String: String]
    #expect(json?["AWS_REGION"] == value)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", environment.text(.sh) + "printf %s \"$AWS_REGION\""]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    shell.waitUntilExit()
    #expect(String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) == value)
  }

  @Test func nothingRuns() {
    let error = #expect(throws: RunEnvironment.Failure.self) { try environment(nil) }
    #expect(error?.message.hasPrefix("nothing runs here: there is no `") == true)
  }

  @Test func theRunIsGone() throws {
    let ended = Process()
    ended.executableURL = URL(fileURLWithPath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()
    let pid = Int(ended.processIdentifier)
    let error = #expect(throws: RunEnvironment.Failure.self) { try environment(Self.file(pid: pid)) }
    #expect(error?.message.contains("process \(pid) does not exist") == true)
  }

  @Test(arguments: ["", "[]", "{", #"{"version": 2}"#, #"{"version": 1, "pid": 1}"#, "\u{0}"])
  func aFileOfSomethingElse(text: String) {
    let error = #expect(throws: RunEnvironment.Failure.self) { try environment(text) }
    guard case .unreadable = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }

  @Test func anUnknownRoleIsOfferedTheNearest() {
    let near = #expect(throws: RunEnvironment.Failure.self) { try environment(Self.file(), as: "roles.wroker") }
    #expect(near?.message == "the run has no `roles.wroker`; did you mean `roles.worker`?")
    let far = #expect(throws: RunEnvironment.Failure.self) { try environment(Self.file(), as: "x") }
    #expect(far?.message == "the run has no `x`; it has `roles.worker`, `functions.intake`")
  }
}
