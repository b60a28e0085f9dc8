extension ProvedStack {
  /// What functions are given besides their triggers, what logs are passed on to, and whom alarms tell.
  static let settings = """
    defaults:
      functions: { runtime: python3.13, handler: app.f, code: src, timeout: 5s }
    functions:
      worker:
        network: networks.main
        deadLetter: queues.failed
        environmentKey: keys.own
        environment: { NAME: value }
        fileSystem: { accessPoint: resources.Point, path: /mnt/data }
      watcher:
        deadLetter: topics.ops
        logging: { group: logs.shared }
    queues:
      failed: { retention: 14d }
    topics:
      ops: {}
    keys:
      own: {}
    streams:
      clicks: {}
    logs:
      shared: { subscriptions: [functions.worker, streams.clicks] }
      copied: { subscriptions: "arn:aws:firehose:eu-central-1:123456789012:deliverystream/lake" }
    alarms:
      failing: { on: functions.worker, metric: Errors, threshold: 1, notify: topics.ops, notifyOk: topics.ops }
      any: { anyOf: alarms.failing, notify: topics.ops }
    networks:
      main: { endpoints: [s3, sqs], flowLogs: all }
    resources:
      Files: { Type: AWS::EFS::FileSystem, Properties: { Encrypted: true } }
      Point: { Type: AWS::EFS::AccessPoint, Properties: { FileSystemId: !Ref Files } }
      Mount:
        Type: AWS::EFS::MountTarget
        Properties: { FileSystemId: !Ref Files, SubnetId: !Ref MainPrivateSubnet1, SecurityGroups: [!Ref MainFunctionsSecurityGroup] }

    """
}
