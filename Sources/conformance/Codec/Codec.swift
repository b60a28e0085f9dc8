import ArgumentParser
import Foundation
import ServiceModels
import WireProtocols

/// Lets a client of AWS's in another language judge the wire codec: a question a line, an answer a line.
struct Codec: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Answers questions to the wire codec, JSON lines on standard input.")

  /// What is asked.
  private struct Question: Decodable {
    struct Request: Decodable {
      var method: String
      var path: String
      var query: String
      var headers: [[String]]
      var body: Data
      var signingService: String?
    }

    struct Failure: Decodable {
      var shape: String
      var message: String
      var members: TaggedValue?
      var status: Int?
    }

    /// A request to route and decode.
    var request: Request?
    /// Else the service, operation and protocol of what is to be encoded.
    var service: String?
    var operation: String?
    var wire: String?
    var isQueryMode: Bool?
    var output: TaggedValue?
    var error: Failure?
  }

  /// What is answered.
  private struct Answer: Encodable {
    struct Response: Encodable {
      var status: Int
      var headers: [[String]]
      var body: Data
    }

    var service: String?
    var operation: String?
    var wire: String?
    var input: TaggedValue?
    var error: String?
    var response: Response?

    init() {}

    init(_ response: WireResponse) {
      self.response = Response(
        status: response.status, headers: response.headers.map { [$0.name, $0.value] }, body: Data(response.body))
    }
  }

  func run() throws {
    let encoder = JSONEncoder()
    while let line = readLine() {
      let question = try JSONDecoder().decode(Question.self, from: Data(line.utf8))
      let answer = try question.request.map(Self.decode) ?? Self.encode(question)
      print(String(decoding: try encoder.encode(answer), as: UTF8.self))
      fflush(nil)
    }
  }

  private static func decode(_ asked: Question.Request) -> Answer {
    let request = WireRequest(
      method: asked.method, path: asked.path, query: asked.query,
      headers: asked.headers.map { ($0[0].lowercased(), $0[1]) }, body: Array(asked.body))
    var call: WireCall?
    do throws(ServiceError) {
      call = try WireRouting.route(request, signingService: asked.signingService)
      var answer = Answer()
      guard let call else { return answer }
      answer.service = call.service.name
      answer.operation = call.operation.name
      answer.wire = "\(call.wire)"
      answer.input = TaggedValue(.object(try call.decode(request)))
      return answer
    } catch {
      var answer = Answer(
        call?.encode(error, requestID: "r-1")
          ?? WireRouting.refusal(error, of: request, signingService: asked.signingService, requestID: "r-1"))
      answer.error = error.shape
      return answer
    }
  }

  private static func encode(_ question: Question) throws -> Answer {
    let wires: [String: WireProtocol] = ["json": .json, "query": .query, "restJSON": .restJSON, "restXML": .restXML]
    guard let service = question.service.flatMap(ServiceModel.named),
      let operation = question.operation.flatMap(service.operation), let wire = question.wire.flatMap({ wires[$0] })
    else { throw ValidationError("no such service, operation or protocol") }
    let call = WireCall(
      service: service, operation: operation, wire: wire, isQueryMode: question.isQueryMode ?? false)
    if let error = question.error {
      let members = error.members?.value.object ?? [:]
      return Answer(
        call.encode(
          ServiceError(error.shape, error.message, members: members, status: error.status), requestID: "r-1"))
    }
    return Answer(call.encode(question.output?.value.object ?? [:], requestID: "r-1"))
  }
}
