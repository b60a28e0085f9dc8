extension LimitCase {
  static let iam: [LimitCase] = []
}
