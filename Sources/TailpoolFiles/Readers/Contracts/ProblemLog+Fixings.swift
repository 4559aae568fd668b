import TailpoolMarket

/// Members of contracts on paths.
extension ProblemLog {
  /// A strike that may float.
  struct StrikeReading {
    /// The number; nil where the strike floats.
    let number: Double?
  }

  /// The strike: a number > 0, or the word `floating`; nil with a problem where it is neither.
  mutating func floatingStrike(of node: JSONNode) -> StrikeReading? {
    let expected = "a number above 0, or \"floating\""
    guard let member = member("strike", of: node, expected: expected) else { return nil }
    if case .string(let text) = member.value, text == "floating" { return StrikeReading(number: nil) }
    if case .string = member.value {
      mismatch(member, "strike", expected: expected)
      return nil
    }
    return number("strike", of: node, .positive, isRequired: true).map { StrikeReading(number: $0) }
  }

  /// An instant that must be there, with its place.
  mutating func instant(_ name: String, of node: JSONNode) -> (instant: Timestamp, offset: Int)? {
    let expected = "an instant such as 2026-05-29T08:00:00Z"
    guard let (text, offset) = text(name, of: node, expected: expected) else { return nil }
    guard let instant = DateText.timestamp(text)?.instant else {
      add(at: offset, "\(name) is \(shown(text))", expected: expected)
      return nil
    }
    return (instant, offset)
  }

  /// The fixing times of an average: instants in order, each once.
  mutating func fixingTimes(of node: JSONNode) -> [Timestamp]? {
    let expected = "instants in order, such as 2026-05-29T08:00:00Z, 1 to \(AverageContract.mostFixings) of them"
    guard let nodes = array("fixingTimes", of: node) else { return nil }
    var times: [Timestamp] = []
    for node in nodes {
      guard case .string(let text) = node.value, let time = DateText.timestamp(text)?.instant else {
        mismatch(node, "a fixing time", expected: expected)
        return nil
      }
      if let last = times.last, time <= last {
        add(at: node.offset, "a fixing time is \(shown(text))", expected: "an instant after the one before it")
        return nil
      }
      times.append(time)
    }
    guard !times.isEmpty, times.count <= AverageContract.mostFixings else {
      add(
        at: node.member("fixingTimes")?.offset ?? node.offset, "there are \(times.count) fixing times",
        expected: expected)
      return nil
    }
    return times
  }
}
