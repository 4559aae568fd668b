import TailpoolMarket
import TailpoolPoolEngine

extension CoverPool {
  mutating func open(_ product: CoverProduct, at now: Timestamp) throws(CoverRefusal) {
    if let field = product.invalidField { throw .invalidQuantity(field: field) }
    if let place = productPlaces[product.name] {
      guard products[place].isClosed else { throw .duplicate(product.name) }
      // What was sold keeps the rules that it was sold by.
      guard products[place].terms.kind == product.kind else { throw .invalidQuantity(field: "kind") }
      guard products[place].terms.graceSeconds == product.graceSeconds else {
        throw .invalidQuantity(field: "graceSeconds")
      }
      try checkWeight(product.weightBasisPoints)
      let price = try price(product, at: now, floor: products[place].price.floor)
      try weigh(product.weightBasisPoints, product.name)
      products[place].terms = product
      products[place].price = price
      products[place].isClosed = false
    } else {
      if products.count == CoverPool.greatestProducts {
        throw .tooMany("products", greatest: CoverPool.greatestProducts)
      }
      try checkWeight(product.weightBasisPoints)
      let price = try price(product, at: now)
      try weigh(product.weightBasisPoints, product.name)
      add(Product(terms: product, price: price))
    }
    totals.weights += product.weightBasisPoints
  }

  mutating func change(_ name: String, target: Int, weight: Int, at now: Timestamp) throws(CoverRefusal) {
    let place = try product(name)
    let old = products[place].terms
    if products[place].isClosed { throw .closedProduct(name) }
    let current: Int
    do { current = try products[place].price.basisPoints(at: now.secondsSinceEpoch) } catch { throw .overflow }
    let new = CoverProduct(
      name: name, kind: old.kind, weightBasisPoints: weight, targetBasisPoints: target,
      openingBasisPoints: max(current, target), bumpBasisPoints: old.bumpBasisPoints,
      dailyDecayBasisPoints: old.dailyDecayBasisPoints, graceSeconds: old.graceSeconds)
    if let field = new.invalidField { throw .invalidQuantity(field: field) }
    try checkWeight(weight - old.weightBasisPoints)
    let price = try price(new, at: now, floor: products[place].price.floor)
    try weigh(weight, name)
    products[place].terms = new
    products[place].price = price
    totals.weights += weight - old.weightBasisPoints
  }

  mutating func close(_ name: String) throws(CoverRefusal) {
    let place = try product(name)
    if products[place].isClosed { throw .closedProduct(name) }
    try weigh(0, name)
    products[place].isClosed = true
    totals.weights -= products[place].terms.weightBasisPoints
  }

  private func checkWeight(_ added: Int) throws(CoverRefusal) {
    guard totals.weights + added <= terms.capital.greatestWeight else {
      throw .tooMany("weights", greatest: terms.capital.greatestWeight)
    }
  }

  /// Says in every ladder how much of its capacity a product may use.
  private mutating func weigh(_ basisPoints: Int, _ name: String) throws(CoverRefusal) {
    var after: [(place: Int, stake: TrancheStake)] = []
    for (place, fund) in funds.enumerated() {
      guard var stake = fund.stake else { continue }
      try staking { () throws(StakeError) in try stake.ladder.setWeight(basisPoints, of: name) }
      after.append((place, stake))
    }
    put(after)
  }

  /// What a product's cover costs at least from now on, whatever its curve says.
  mutating func setFloor(of name: String, premium: UInt128, cover: UInt128) throws(CoverRefusal) {
    let place = try product(name)
    if premium >= PoolBounds.units { throw .invalidQuantity(field: "premium") }
    try check(units: cover, "cover")
    do {
      products[place].price.floor =
        premium == 0 ? nil : try CoverPriceFloor(premium: Int128(premium), for: Int128(cover))
    } catch { throw .invalidQuantity(field: "premium") }
  }

  private func price(
    _ product: CoverProduct, at now: Timestamp, floor: CoverPriceFloor? = nil
  ) throws(CoverRefusal) -> CoverPrice {
    do {
      let rule = try CoverPriceRule(
        dailyDecay: product.dailyDecayBasisPoints, bump: product.bumpBasisPoints, greatest: 1_000_000, rounding: .down)
      return try CoverPrice(
        target: product.targetBasisPoints, bumped: product.openingBasisPoints, bumpedAt: now.secondsSinceEpoch,
        rule: rule, floor: floor)
    } catch { throw .invalidQuantity(field: "openingBasisPoints") }
  }

  // MARK: - Incidents

  /// The most incidents of a product.
  private static let greatestIncidents = 1_024

  mutating func declareIncident(
    _ name: String, occurred: Timestamp, severity: Int, at now: Timestamp
  ) throws(CoverRefusal) {
    let place = try product(name)
    let product = products[place]
    guard 1...10_000 ~= severity else { throw .invalidQuantity(field: "severityBasisPoints") }
    let first = max(terms.opening, now.advanced(bySeconds: -product.terms.graceSeconds))
    guard first...now ~= occurred else { throw .outsideTime("occurred", from: first, until: now) }
    if product.incidents.contains(where: { $0.occurred == occurred }) { throw .duplicate("\(name) \(occurred)") }
    if product.incidents.count == CoverPool.greatestIncidents {
      throw .tooMany("incidents", greatest: CoverPool.greatestIncidents)
    }
    let closes = now.advanced(bySeconds: product.terms.graceSeconds)
    let stakes =
      closes == now
      ? []
      : try moved(funds.indices, at: now) { ladder throws(StakeError) in
        try ladder.file(claim: incidentName(product.incidents.count, of: place), at: now.secondsSinceEpoch)
      }
    put(stakes)
    products[place].incidents.append(
      Incident(occurred: occurred, severityBasisPoints: severity, closes: closes, coversSold: covers.count))
    // Without a grace there is no time for claims, and nothing becomes due.
    if closes == now { return }
    totals.openIncidents += 1
    agenda.push(CoverAgenda.Entry(time: closes.secondsSinceEpoch, kind: .incident, version: 0, place: place))
  }
}
