import Source

extension WireReader {
  /// `LambdaConfig`, and the role that text messages are sent with (AWS::Cognito::UserPool).
  func wires(ofUserPool pool: Resource) -> [Wire] {
    let from = Wire.Endpoint.resource(pool.logicalID)
    var wires: [Wire] = []
    var seen: [Wire.Endpoint] = []
    for trigger in pool["LambdaConfig"]?.map?.entries ?? [] where trigger.key != "KMSKeyID" {
      // The newer triggers name the function and the version of the event.
      let function = trigger.value["LambdaArn"] ?? trigger.value
      let to = endpoint(function)
      // `PreTokenGeneration` repeats what `PreTokenGenerationConfig` names; two triggers of one function are one arrow.
      guard end(to) == .function, !seen.contains(to) else { continue }
      seen.append(to)
      wires.append(
        Wire(kind: .userPoolToFunction, source: from, target: to, via: pool.logicalID, span: function.span))
    }
    if let role = pool["SmsConfiguration"]?["SnsCallerArn"] {
      wires.append(
        Wire(
          kind: .userPoolToSMS, source: from, target: .external("text messages"), via: pool.logicalID,
          span: role.span, role: role))
    }
    return wires
  }
}
