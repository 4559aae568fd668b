import TailpoolLedger
import TailpoolLibc
import TailpoolNumerics
import TailpoolPoolEngine

extension LeastClaims {
  /// Searches the least claims of independent covers that reach an amount.
  ///
  /// Covers that are never claimed are left out; those that are claimed for certain are in every outcome. The most probable
  /// outcome has the least sum of log odds against its claims,
  ///
  ///     Σ log((1 − p) / p)   over claims,   amounts ≥ needed
  ///
  /// a knapsack, solved exactly in whole base units: the pairs of amount and sum that no other pair beats are carried from cover
  /// to cover, and those are dropped that even a fraction of a cover could not bring below the best known.
  ///
  /// - Parameters:
  ///   - needed: The amount in base units, > 0.
  ///   - covers: The covers.
  ///   - mostStates: Pairs that are looked at in all before the search is cut short, 1 … 10⁸.
  /// - Throws: `InsuranceError.unreachable` when all covers that can be claimed do not reach the amount; `.amount` on overflow,
  ///   `.invalid` for an amount that is not positive and a count out of range.
  /// - Complexity: O(covers · pairs): at most mostStates steps, exponential without that bound at worst.
  /// - Source: G. Nemhauser, Z. Ullmann, Management Science 15 (1969) 494; G. Dantzig, Operations Research 5 (1957) 266.
  public init(
    reaching needed: Int128, of covers: [CoverExposure], mostStates: Int = 4_000_000
  ) throws(InsuranceError) {
    try InsuranceError.checkPositive("amount to reach", needed)
    try InsuranceError.check("count of states", mostStates, in: 1...100_000_000)
    let possible = covers.indices.filter { covers[$0].probability > 0 }
    var available: Int128 = 0
    for index in possible {
      let (sum, overflow) = available.addingReportingOverflow(covers[index].amount)
      guard !overflow else { throw .amount(.overflow) }
      available = sum
    }
    guard available >= needed else { throw .unreachable(needed: needed, available: available) }
    self.needed = needed
    fewest = ClaimOutcome(Self.fewest(possible, reaching: needed, of: covers), of: covers)
    let likely = possible.filter { covers[$0].probability > 0.5 }
    let rest = needed - likely.reduce(0) { $0 + covers[$1].amount }
    let search = ClaimSearch(possible.filter { covers[$0].probability <= 0.5 }, reaching: rest, of: covers)
    let found = search.leastOdds(mostStates: mostStates)
    mostProbable = ClaimOutcome(likely + found.chosen, of: covers)
    logProbabilityBound = mostProbable.logProbability + found.gap
  }

  /// Certain claims, then the greatest.
  private static func fewest(_ possible: [Int], reaching needed: Int128, of covers: [CoverExposure]) -> [Int] {
    var left = needed
    var chosen: [Int] = []
    let order = possible.sorted { left, right in
      let (a, b) = (covers[left], covers[right])
      if (a.probability == 1) != (b.probability == 1) { return a.probability == 1 }
      return a.amount != b.amount ? a.amount > b.amount : left < right
    }
    for index in order where left > 0 || covers[index].probability == 1 {
      chosen.append(index)
      left -= covers[index].amount
    }
    return chosen
  }
}

extension ClaimOutcome {
  init(_ chosen: [Int], of covers: [CoverExposure]) {
    self.covers = chosen.sorted()
    amount = chosen.reduce(0) { $0 + covers[$1].amount }
    let claimed = Set(chosen)
    logProbability =
      CompensatedSum(
        covers.indices.lazy.map { index in
          let probability = covers[index].probability
          return claimed.contains(index) ? log(probability) : log1p(-probability)
        }
      ).value
  }
}

/// The covering knapsack of log odds.
private struct ClaimSearch {
  private struct Item {
    let index: Int
    let amount: Int128
    let odds: Double
    /// Odds a base unit.
    let ratio: Double
  }

  /// A set of claims that no other set beats: where it came from is the set without its last claim.
  private struct State {
    let amount: Int128
    let odds: Double
    let parent: Int
    let item: Int
  }

  private let items: [Item]
  private let needed: Int128

  init(_ indexes: [Int], reaching needed: Int128, of covers: [CoverExposure]) {
    self.needed = needed
    items = indexes.map { index in
      let cover = covers[index]
      let odds = log1p(-cover.probability) - log(cover.probability)
      return Item(index: index, amount: cover.amount, odds: odds, ratio: odds / Double(cover.amount))
    }.sorted { ($0.ratio, $0.index) < ($1.ratio, $1.index) }
  }

  /// The chosen covers, and by how much less the odds of another choice might be.
  func leastOdds(mostStates: Int) -> (chosen: [Int], gap: Double) {
    guard needed > 0 else { return ([], 0) }
    var (best, bestOdds) = greedy()
    var states = [State(amount: 0, odds: 0, parent: -1, item: -1)]
    var front = [0]
    for (position, item) in items.enumerated() {
      let next = position + 1 < items.count ? items[position + 1].ratio : .infinity
      var taken: [State] = []
      for parent in front {
        let state = states[parent]
        let claimed = State(
          amount: state.amount + item.amount, odds: state.odds + item.odds, parent: parent, item: position)
        if claimed.amount < needed {
          taken.append(claimed)
        } else if claimed.odds < bestOdds {
          (best, bestOdds) = (chosen(claimed, states), claimed.odds)
        }
      }
      guard states.count + taken.count <= mostStates else {
        let bound = front.map { leastOdds(from: states[$0], ratio: item.ratio) }.min() ?? bestOdds
        return (best, max(bestOdds - bound, 0))
      }
      front = merged(front, taken, &states)
        .filter { leastOdds(from: states[$0], ratio: next) < bestOdds }
    }
    return (best, 0)
  }

  /// What a state costs at least, were the rest filled at the best ratio that is left.
  private func leastOdds(from state: State, ratio: Double) -> Double {
    state.odds + Double(needed - state.amount) * ratio
  }

  /// Both lists in order of amount, without states that another one of no less amount and no more odds beats.
  private func merged(_ front: [Int], _ taken: [State], _ states: inout [State]) -> [Int] {
    let start = states.count
    states += taken
    let all = (front + Array(start..<states.count)).sorted { left, right in
      let (a, b) = (states[left], states[right])
      if a.amount != b.amount { return a.amount > b.amount }
      return a.odds != b.odds ? a.odds < b.odds : left < right
    }
    var kept: [Int] = []
    var least = Double.infinity
    for index in all where states[index].odds < least {
      least = states[index].odds
      kept.append(index)
    }
    return kept
  }

  private func chosen(_ state: State, _ states: [State]) -> [Int] {
    var (chosen, state) = ([items[state.item].index], state)
    while state.parent > 0 {
      state = states[state.parent]
      chosen.append(items[state.item].index)
    }
    return chosen
  }

  /// Covers by ratio until the amount is reached, and then without those that are not needed, the greatest odds first.
  private func greedy() -> (chosen: [Int], odds: Double) {
    var (amount, chosen): (Int128, [Item]) = (0, [])
    for item in items where amount < needed {
      chosen.append(item)
      amount += item.amount
    }
    for item in chosen.sorted(by: { ($1.odds, $1.index) < ($0.odds, $0.index) }) where amount - item.amount >= needed {
      chosen.removeAll { $0.index == item.index }
      amount -= item.amount
    }
    return (chosen.map(\.index), CompensatedSum(chosen.map(\.odds)).value)
  }
}

extension LossWaterfall {
  /// The least claims that exhaust each layer: the reverse stress of its capital.
  ///
  /// - Parameters:
  ///   - covers: The covers that may be claimed, independently.
  ///   - mostStates: As of `LeastClaims`, for each layer.
  /// - Returns: One answer a layer, in order; `InsuranceError.unreachable` where all claims do not exhaust it, `.invalid` for
  ///   a layer that is exhausted before any claim.
  /// - Throws: `InsuranceError.amount` on overflow.
  public func leastClaims(
    of covers: [CoverExposure], mostStates: Int = 4_000_000
  ) throws(InsuranceError) -> [Result<LeastClaims, InsuranceError>] {
    try InsuranceError.ofWaterfall { () throws(WaterfallError) in try exhaustingLosses() }.map { needed in
      Result { () throws(InsuranceError) in try LeastClaims(reaching: needed, of: covers, mostStates: mostStates) }
    }
  }
}
