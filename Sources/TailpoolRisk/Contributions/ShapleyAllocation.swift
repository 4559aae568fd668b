import TailpoolNumerics

/// The Shapley values of members: each one's mean contribution over all orders in which they can join.
///
/// - Source: L. Shapley (1953); J. Castro, D. Gómez and J. Tejada, Computers & Operations Research 36 (2009) 1726.
package struct ShapleyAllocation: Hashable, Sendable {
  /// The value of each member; they add up to the risk of all.
  package let values: [Double]
  /// The standard error of each value; zero where every order was counted.
  package let standardErrors: [Double]

  /// Most members for which every coalition is valued.
  package static let mostExactMembers = 12

  /// Values every coalition.
  ///
  /// - Parameters:
  ///   - members: Number of members, 1 to 12.
  ///   - risk: The risk of a coalition, told as whether each member is in it. The empty one counts zero and is not asked.
  /// - Throws: `RiskError.invalidParameter` for another number of members.
  /// - Complexity: 2ᵐ risks for m members.
  package init(members: Int, risk: (_ coalition: [Bool]) -> Double) throws(RiskError) {
    guard (1...Self.mostExactMembers).contains(members) else {
      throw .invalidParameter(name: "members", value: Double(members))
    }
    let risks = (0..<(1 << members)).map { mask in
      mask == 0 ? 0 : risk((0..<members).map { mask >> $0 & 1 == 1 })
    }
    values = Self.values(ofRisks: risks, members: members)
    standardErrors = [Double](repeating: 0, count: members)
  }

  /// Values some orders, each with its reverse.
  ///
  /// - Parameters:
  ///   - members: Number of members, > 0.
  ///   - orders: Number of random orders, > 1; each is followed by its reverse.
  ///   - seed: Any value.
  ///   - risk: The risk of a coalition, as above.
  /// - Throws: `RiskError.invalidParameter` for no member or fewer than two orders.
  /// - Complexity: 2 m risks an order.
  package init(
    members: Int, orders: Int, seed: UInt64, risk: (_ coalition: [Bool]) -> Double
  ) throws(RiskError) {
    guard members > 0 else { throw .invalidParameter(name: "members", value: Double(members)) }
    guard orders > 1 else { throw .invalidParameter(name: "orders", value: Double(orders)) }
    let field = RandomField(seed: seed, purpose: .coalitions)
    var sums = [CompensatedSum](repeating: .init(), count: members)
    var squares = sums
    for order in 0..<orders {
      let keys = (0..<members).map { field.uniform(scenario: order, factor: $0) }
      let joined = keys.indices.sorted { keys[$0] < keys[$1] }
      let pair = zip(Self.steps(joined, risk), Self.steps(joined.reversed(), risk)).map { ($0 + $1) / 2 }
      for (member, value) in pair.enumerated() {
        sums[member].add(value)
        squares[member].add(value * value)
      }
    }
    let n = Double(orders)
    values = sums.map { $0.value / n }
    standardErrors = zip(sums, squares).map { sum, square in
      (max(square.value / n - (sum.value / n) * (sum.value / n), 0) / (n - 1)).squareRoot()
    }
  }

  /// The Shapley values of a game of which the risk of every coalition is known.
  ///
  ///     φ(i) = Σ over coalitions C without i of |C|! (n − |C| − 1)! / n! · (v(C ∪ i) − v(C))
  ///
  /// - Parameters:
  ///   - risks: The risk of each coalition; bit i of the index says whether member i belongs to it.
  ///   - members: Their number, > 0.
  /// - Precondition: There are 2ᵐ risks of m members.
  package static func values(ofRisks risks: [Double], members: Int) -> [Double] {
    precondition(risks.count == 1 << members, "\(risks.count) risks of the coalitions of \(members) members")
    // A coalition of s others comes before a member in s! (m − 1 − s)! of m! orders.
    var weights = [1 / Double(members)]
    for size in 1..<max(members, 1) { weights.append(weights[size - 1] * Double(size) / Double(members - size)) }
    return (0..<members).map { member in
      var sum = CompensatedSum()
      for mask in risks.indices where mask >> member & 1 == 0 {
        sum.add(weights[mask.nonzeroBitCount] * (risks[mask | 1 << member] - risks[mask]))
      }
      return sum.value
    }
  }

  /// Lets members join one after the other.
  ///
  /// - Parameters:
  ///   - order: Every member once.
  ///   - start: The risk of nobody.
  ///   - risk: The risk of a coalition, told as whether each member is in it.
  ///   - step: Told who joins, and the risks before and after.
  /// - Throws: What `step` throws.
  package static func join<Failure: Error>(
    _ order: [Int], from start: Double, risk: (_ coalition: [Bool]) -> Double,
    step: (_ member: Int, _ before: Double, _ after: Double) throws(Failure) -> Void
  ) throws(Failure) {
    var coalition = [Bool](repeating: false, count: order.count)
    var before = start
    for member in order {
      coalition[member] = true
      let after = risk(coalition)
      try step(member, before, after)
      before = after
    }
  }

  /// What each member adds when they join in an order.
  private static func steps(_ order: [Int], _ risk: ([Bool]) -> Double) -> [Double] {
    var steps = [Double](repeating: 0, count: order.count)
    join(order, from: 0, risk: risk) { member, before, after in steps[member] = after - before }
    return steps
  }
}
