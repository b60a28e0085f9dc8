import Diagnostics
import Source
import Spec
import Template

extension Rule {
  static let likelyCallWithoutWay = Rule(
    "STK602", "likely-call-without-way", .warning,
    "a function in a network is given the name of something that it has no way to",
    limits: ["LAM-022"],
    why: """
      A function that is given a queue's URL or a table's name calls it, most likely. From a VPC it needs a NAT gateway or an \
      endpoint for the service; without one, each call waits until the function times out.
      """,
    examples: [
      .bad(
        NetworkSamples.stack("environment: { QUEUE_URL: ↓\"${queues.jobs.url}\" }", network: "{}"),
        fixed: NetworkSamples.stack(
          "environment: { QUEUE_URL: \"${queues.jobs.url}\" }", network: "{ endpoints: [sqs] }"),
        files: Samples.handler),
      .good(
        NetworkSamples.stack("environment: { QUEUE_URL: \"${queues.jobs.url}\" }", network: "{ nat: one }"),
        files: Samples.handler),
    ])
}

extension Check {
  static let likelyCallWithoutWay = Check(.likelyCallWithoutWay) { context, findings in
    context.eachObstacle { function, call, obstacle, map, isDeclared in
      guard !isDeclared, case .noWay(let place) = obstacle else { return }
      findings.report(.callWithoutWay(.likelyCallWithoutWay, function, call, place, map))
    }
  }
}
