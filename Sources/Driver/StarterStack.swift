/// The stack that `stackc init` writes.
public enum StarterStack {
  /// What became of it.
  public enum Outcome: Sendable {
    /// These files were written.
    case written([String])
    /// This file stood in the way, so nothing was.
    case exists(String)
  }

  /// Writes the files into a folder; never over one that exists.
  public static func write(to folder: String) throws(OutputFolder.Failure) -> Outcome {
    let disk = DiskFiles(root: folder)
    if let taken = files.first(where: { disk.kind(of: $0.name) != nil }) { return .exists(taken.name) }
    let output = OutputFolder(folder)
    for file in files { try output.write(Array(file.text.utf8), to: file.name) }
    return .written(files.map(\.name))
  }

  /// The files by name.
  public static let files: [(name: String, text: String)] = [
    (
      "stack.yaml",
      """
      # yaml-language-server: $schema=stack.schema.json
      stack: hello
      description: An HTTP API that greets, and keeps greetings in a queue

      functions:
        greet:
          runtime: python3.13
          handler: app.greet
          code: src
          timeout: 10s
          environment:
            GREETINGS_URL: ${queues.greetings.url}
          access:
            - send: queues.greetings
        keep:
          runtime: python3.13
          handler: app.keep
          code: src
          timeout: 10s
          consumes:
            - queue: queues.greetings
              batchSize: 10

      queues:
        greetings: { visibilityTimeout: 1m, deadLetter: { to: queues.failed, maxReceiveCount: 5 } }
        failed: { retention: 14d }

      apis:
        hello:
          protocol: http
          routes:
            GET /greet/{name}: { to: functions.greet, timeout: 12s }

      outputs:
        url: ${apis.hello.url}

      """
    ),
    (
      "src/app.py",
      """
      import json
      import os

      import boto3

      sqs = boto3.client("sqs")


      def greet(event, context):
          \"""Answers GET /greet/{name}, and sends the greeting on.\"""
          name = event["pathParameters"]["name"]
          greeting = f"Hello, {name}!"
          sqs.send_message(QueueUrl=os.environ["GREETINGS_URL"], MessageBody=json.dumps({"name": name}))
          return {"statusCode": 200, "body": json.dumps({"greeting": greeting})}


      def keep(event, context):
          \"""Takes greetings from the queue; names those that failed, so that only they come again.\"""
          failed = []
          for record in event["Records"]:
              try:
                  print("kept", json.loads(record["body"])["name"])
              except (KeyError, ValueError):
                  failed.append({"itemIdentifier": record["messageId"]})
          return {"batchItemFailures": failed}

      """
    ),
    (
      "events/greet.json",
      """
      {
        "version": "2.0",
        "routeKey": "GET /greet/{name}",
        "rawPath": "/greet/Ada",
        "pathParameters": { "name": "Ada" },
        "requestContext": { "http": { "method": "GET", "path": "/greet/Ada" } },
        "isBase64Encoded": false
      }

      """
    ),
    ("stack.schema.json", LanguageDocuments.schema),
  ]
}
