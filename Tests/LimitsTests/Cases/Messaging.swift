extension LimitCase {
  static let messaging: [LimitCase] = []
}
