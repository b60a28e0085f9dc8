import RunFindings
import Source
import Wiring

/// The server that was bound to DynamoDB cannot be used.
public struct BoundServerError: Error, Sendable, Equatable {
  /// Its URL.
  public var server: String
  /// Why: the words of the system, or of the server.
  public var reason: String
}

extension DynamoDBForwarder {
  /// Makes the plan's tables in the bound server, those that it does not have: with their keys, indexes, stream and time to
  /// live. A table that is there is left as it is. Does nothing when no server is bound.
  ///
  /// - Throws: when the server does not answer. A table that it refuses is told at the table's line instead.
  public func prepare(_ plan: RunPlan) async throws(BoundServerError) {
    guard let server else { return }
    let setup = TableSetup(forwarder: self, server: server, region: plan.plan.region)
    for table in plan.plan.tables {
      if let reason = try await setup.make(table) { narrator.tell(.notMade(table, server, reason)) }
    }
  }
}

/// Makes tables by DynamoDB's own API.
private struct TableSetup {
  let forwarder: DynamoDBForwarder
  let server: String
  let region: String

  /// Makes a table unless it is there; returns why the server refused, if it did.
  func make(_ table: TablePlan) async throws(BoundServerError) -> String? {
    let described = try await call("DescribeTable") { $0.member("TableName", table.name) }
    if described.status != 200 {
      let created = try await call("CreateTable") { write(table, to: &$0) }
      if created.status != 200, error(created).type != "ResourceInUseException" { return error(created).message }
    }
    guard let attribute = table.timeToLive else { return nil }
    let live = try await call("UpdateTimeToLive") { json in
      json.member("TableName", table.name)
      json.key("TimeToLiveSpecification")
      json.object { json in
        json.member("Enabled", true)
        json.member("AttributeName", attribute)
      }
    }
    // DynamoDB refuses to enable what is enabled.
    return live.status == 200 || error(live).type == "ValidationException" ? nil : error(live).message
  }

  private func call(
    _ operation: String, _ write: (inout JSONWriter) -> Void
  ) async throws(BoundServerError) -> ForwardedAnswer {
    var json = JSONWriter(.compact)
    json.object(write)
    do {
      return try await forwarder.post(
        server,
        [
          ("X-Amz-Target", "DynamoDB_20120810.\(operation)"), ("Content-Type", "application/x-amz-json-1.0"),
          // Servers find the region here; none of them checks the signature.
          (
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=local/20260101/\(region)/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
          ),
        ], json.bytes)
    } catch {
      throw BoundServerError(server: server, reason: String(describing: error))
    }
  }

  /// The error that the server answered with: `{"__type": "…#Name", "message": "…"}`.
  private func error(_ answer: ForwardedAnswer) -> (type: String, message: String) {
    let datum = try? Datum(json: SourceFile(path: "", bytes: answer.body), id: SourceID(0))
    let type = datum?["__type"]?.literal?.split(separator: "#").last.map(String.init) ?? ""
    let message = (datum?["message"] ?? datum?["Message"])?.literal
    return (type, message ?? "it answered with status \(answer.status)")
  }

  /// The input of `CreateTable`.
  private func write(_ table: TablePlan, to json: inout JSONWriter) {
    json.member("TableName", table.name)
    json.member("AttributeDefinitions", each: table.attributes.items) { json, attribute in
      json.object { json in
        json.member("AttributeName", attribute.name)
        json.member("AttributeType", attribute.value)
      }
    }
    write(table.key, to: &json)
    json.member("BillingMode", table.billing)
    let isProvisioned = table.billing == "PROVISIONED"
    if isProvisioned { writeThroughput(to: &json) }
    if !table.globalIndexes.isEmpty {
      json.member("GlobalSecondaryIndexes", each: table.globalIndexes) { json, index in
        write(index, isProvisioned: isProvisioned, to: &json)
      }
    }
    if !table.localIndexes.isEmpty {
      json.member("LocalSecondaryIndexes", each: table.localIndexes) { json, index in
        write(index, isProvisioned: false, to: &json)
      }
    }
    guard let stream = table.stream else { return }
    json.key("StreamSpecification")
    json.object { json in
      json.member("StreamEnabled", true)
      json.member("StreamViewType", stream)
    }
  }

  private func write(_ key: KeyPlan, to json: inout JSONWriter) {
    let parts = [(key.partition, "HASH")] + (key.sort.map { [($0, "RANGE")] } ?? [])
    json.member("KeySchema", each: parts) { json, part in
      json.object { json in
        json.member("AttributeName", part.0)
        json.member("KeyType", part.1)
      }
    }
  }

  private func write(_ index: IndexPlan, isProvisioned: Bool, to json: inout JSONWriter) {
    json.object { json in
      json.member("IndexName", index.name)
      write(index.key, to: &json)
      json.key("Projection")
      json.object { json in
        json.member("ProjectionType", index.projection)
        if !index.included.isEmpty { json.member("NonKeyAttributes", index.included) }
      }
      if isProvisioned { writeThroughput(to: &json) }
    }
  }

  /// The plan has no throughput, since nothing local is slow enough to meet it; the API asks for some.
  private func writeThroughput(to json: inout JSONWriter) {
    json.key("ProvisionedThroughput")
    json.object { json in
      json.member("ReadCapacityUnits", 5)
      json.member("WriteCapacityUnits", 5)
    }
  }
}

extension Occurrence {
  fileprivate static func notMade(_ table: TablePlan, _ server: String, _ reason: String) -> Occurrence {
    Occurrence(
      .notActedOn, "the server bound to DynamoDB does not make table `\(table.name)`", at: table.place,
      notes: [Note("\(server) says: \(reason)")], consequences: ["calls for the table fail"], subject: table.id)
  }
}
