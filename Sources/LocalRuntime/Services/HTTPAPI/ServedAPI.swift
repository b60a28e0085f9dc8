import Wiring

/// An API of the plan, compiled for answering.
struct ServedAPI: Sendable {
  /// A stage with its bucket.
  struct Stage: Sendable {
    let plan: StagePlan
    let throttle: APIThrottle?
  }

  let plan: APIPlan
  /// Whether it is a REST API, whose events and own answers differ.
  let isREST: Bool
  let routes: RouteTrie
  let cors: CORSPolicy?
  /// The stages by name.
  let stages: [String: Stage]
  /// Account of the ARNs.
  let account: String
  /// What people call the stack's functions, by their names.
  let functionNames: [String: String]
  /// The host that AWS would give the API.
  let domain: String

  /// Compiles an API. A stage whose limits did not change keeps its bucket.
  init(_ plan: APIPlan, isREST: Bool = false, of stack: WiringPlan, now: Moment, earlier: ServedAPI?) {
    self.plan = plan
    self.isREST = isREST
    routes = RouteTrie(plan.routes.map(\.key))
    cors = plan.cors.map(CORSPolicy.init)
    account = stack.account
    functionNames = Dictionary(stack.functions.map { ($0.name, $0.shown) }) { first, _ in first }
    domain =
      "\(plan.apiID).execute-api.\(stack.region).\(stack.partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com")"
    var stages: [String: Stage] = [:]
    for stage in plan.stages {
      let old = earlier?.stages[stage.name]
      let isLimited = stage.rate != nil || stage.burst != nil
      let isSame = old?.plan.rate == stage.rate && old?.plan.burst == stage.burst
      let throttle =
        isSame ? old?.throttle : isLimited ? APIThrottle(rate: stage.rate, burst: stage.burst, now: now) : nil
      stages[stage.name] = Stage(plan: stage, throttle: throttle ?? nil)
    }
    self.stages = stages
  }

  /// What it answers by itself.
  var answers: APIAnswers { isREST ? .rest : .http }

  /// The stage of a path, and the path behind it: a stage's name as first segment goes before `$default`.
  func stage(of path: Substring) -> (stage: Stage, path: Substring)? {
    let rest = path.dropFirst()
    let name = rest.prefix { $0 != "/" }
    if name != "$default", let stage = stages[String(name)] {
      let behind = rest.dropFirst(name.count)
      return (stage, behind.isEmpty ? "/" : behind)
    }
    return stages["$default"].map { ($0, path) }
  }
}

/// A request that found its route.
struct RoutedRequest: Sendable {
  let request: APIRequest
  let api: ServedAPI
  let stage: StagePlan
  let route: RoutePlan
  /// The path's variables, decoded.
  let parameters: [(name: String, value: String)]
  /// The path with the stage, decoded: HTTP APIs hand it on so, in both formats of the event.
  let path: String
  /// The path without the stage, decoded: REST APIs hand on that one.
  let pathInStage: String
  /// The request id that events and answers show.
  let id: String
  /// When it came.
  let time: Moment

  /// The headers of the event, names in lower case (those that REST APIs add are written as there), values in order: what the client sent, without what concerns only its
  /// connection, and with what API Gateway adds.
  func headers() -> [(name: String, values: [String])] {
    var headers: [(name: String, values: [String])] = []
    let isREST = api.isREST
    func add(_ name: String, _ value: String) {
      if let index = headers.firstIndex(where: { APIHeader.isSame($0.name, name) }) {
        headers[index].values.append(value)
      } else {
        headers.append((isREST ? name : APIHeader.lowercased(name), [value]))
      }
    }
    for header in request.headers {
      let name = APIHeader.lowercased(header.name)
      if !APIHeader.ofTheConnection.contains(name) { add(header.name, header.value) }
    }
    func set(_ name: String, _ value: String) {
      headers.removeAll { APIHeader.isSame($0.name, name) }
      add(name, value)
    }
    let chain = headers.first { APIHeader.isSame($0.name, "X-Forwarded-For") }?.values.joined(separator: ", ")
    set("X-Forwarded-For", chain.map { "\($0), \(request.sourceIP)" } ?? request.sourceIP)
    let host = request.header("host") ?? ""
    let port = host.split(separator: ":").dropFirst().last.flatMap { Int($0) } ?? 80
    set("X-Forwarded-Port", String(port))
    set("X-Forwarded-Proto", "http")
    if request.header("x-amzn-trace-id") == nil { add("X-Amzn-Trace-Id", APIStamp.traceID(time)) }
    if !isREST, request.header("content-length") == nil { add("content-length", String(request.body.count)) }
    return headers
  }

  /// The body as the event has it: without binary media types, REST APIs take every body for text.
  var body: [UInt8] { api.isREST ? Array(String(decoding: request.body, as: UTF8.self).utf8) : request.body }

  /// Whether the event holds the body as text.
  var isTextBody: Bool {
    api.isREST
      || APIBody.isText(request.header("content-type")) && String(validating: request.body, as: UTF8.self) != nil
  }

  /// What people call the function, with its qualifier if it has one.
  var functionName: String {
    let parts = route.function.split(separator: ":")
    let name = parts.dropFirst(6).first.map(String.init) ?? route.function
    return ([api.functionNames[name] ?? name] + parts.dropFirst(7).map(String.init)).joined(separator: ":")
  }

  /// What `aws:SourceArn` says of the invocation: `arn:…:execute-api:region:account:api/stage/METHOD/path`, the path being the
  /// route's own ("Invoke a Lambda function by an HTTP API").
  var sourceARN: String {
    let words = route.key.split(separator: " ", maxSplits: 1)
    return "\(api.plan.arn)/\(stage.name)" + (words.count == 2 ? "/\(words[0])\(words[1])" : "/\(route.key)")
  }
}
