import TailpoolMarket

extension ContractKind {
  /// Cover of an event by its hazard.
  static let event = ContractKind(
    "event",
    members: [
      "event", "underlying", "lossGivenEvent", "payment", "premiumRate", "hazard", "spotDependence", "expiry",
      "contractSize",
    ],
    memory: [.eventOccurred],
    read: { node, snapshot, log in
      let event = log.text("event", of: node, expected: "the name of the event")?.text
      let market = log.market("underlying", of: node, in: snapshot)
      let loss = log.number("lossGivenEvent", of: node, .positive, default: 1)
      let payment =
        node.stated("payment") == nil ? EventPayment.atEvent : log.choice("payment", of: node, as: EventPayment.self)
      let premium = log.number("premiumRate", of: node, .nonNegative, default: 0)
      let hazard = log.hazard(of: node)
      let (dependence, isDependenceRead) = log.spotDependence(of: node)
      let expiry = log.expiry(of: node, in: market, snapshot)
      let size = log.contractSize(of: node)
      guard let event, let market, let loss, let payment, let premium, let hazard, isDependenceRead, let expiry,
        let size
      else { return nil }
      return log.contract(of: node) { () throws(MarketError) in
        try EventContract(
          event: event, underlying: market.underlying, lossGivenEvent: loss, payment: payment, premiumRate: premium,
          hazard: hazard, dependence: dependence, expiry: expiry, contractSize: size)
      }
    },
    // No name says a hazard.
    named: { _, _ in nil })
}

extension ProblemLog {
  /// A rate a year, or a list of `{"rate", "untilYears"}` whose last has no end.
  fileprivate mutating func hazard(of node: JSONNode) -> HazardCurve? {
    let expected = "a rate a year ≥ 0, or a list of pieces with their rates and increasing untilYears, the last without"
    guard let member = member("hazard", of: node, expected: expected) else { return nil }
    guard case .array(let pieces) = member.value else {
      guard let rate = number("hazard", of: node, .nonNegative, isRequired: true) else { return nil }
      return try? HazardCurve(rate: rate)
    }
    var (rates, ends): ([Double], [Double]) = ([], [])
    for piece in pieces {
      guard let members = object(piece, "a piece of hazard") else { return nil }
      rejectOtherNames(than: ["rate", "untilYears"], in: members, of: "a piece of hazard")
      guard let rate = number("rate", of: piece, .nonNegative, isRequired: true) else { return nil }
      rates.append(rate)
      if piece.stated("untilYears") != nil {
        guard let end = number("untilYears", of: piece, .positive) else { return nil }
        ends.append(end)
      }
    }
    if let curve = try? HazardCurve(rates: rates, ends: ends) { return curve }
    add(at: member.offset, "hazard is no curve", expected: expected)
    return nil
  }

  /// `{"power", "reference"}`; whether what stands there, if anything, could be read.
  fileprivate mutating func spotDependence(
    of node: JSONNode
  ) -> (dependence: EventContract.SpotDependence?, isRead: Bool) {
    guard let member = node.stated("spotDependence") else { return (nil, true) }
    guard let members = object(member, "spotDependence") else { return (nil, false) }
    rejectOtherNames(than: ["power", "reference"], in: members, of: "spotDependence")
    guard let power = number("power", of: member, .finite, isRequired: true),
      let reference = number("reference", of: member, .positive, isRequired: true)
    else { return (nil, false) }
    return (.init(power: power, reference: reference), true)
  }
}
