/// Demand and supply at the prices of orders, from the lowest.
struct PriceLadder {
  /// A price and what it leads to.
  struct Choice {
    let price: UInt64
    let demand: UInt128
    let supply: UInt128
    let principle: AuctionOutcome.Principle
    let candidates: ClosedRange<UInt64>
    var volume: UInt128 { min(demand, supply) }
  }

  /// Prices between which neither demand nor supply changes.
  private struct Segment {
    let prices: ClosedRange<UInt64>
    let demand: UInt128
    let supply: UInt128
    var volume: UInt128 { min(demand, supply) }
    var surplus: Int128 { Int128(demand) - Int128(supply) }
  }

  let levels: [AuctionLevel]

  init(_ sides: AuctionSides, _ orders: [AuctionOrder]) {
    var levels: [AuctionLevel] = []
    var (buys, sells) = (sides.buys.count, 0)  // buys from their end, so that both prices rise
    var (passed, supply): (UInt128, UInt128) = (0, 0)  // sums of 64-bit numbers, which always fit
    while buys > 0 || sells < sides.sells.count {
      let buy = buys > 0 ? sides.buys[buys - 1].price : .max
      let price = sells < sides.sells.count ? min(buy, sides.sells[sells].price) : buy
      let before = passed  // what wants to buy only below this price
      while buys > 0, sides.buys[buys - 1].price == price {
        passed += UInt128(orders[sides.buys[buys - 1].index].quantity)
        buys -= 1
      }
      while sells < sides.sells.count, sides.sells[sells].price == price {
        supply += UInt128(orders[sides.sells[sells].index].quantity)
        sells += 1
      }
      levels.append(AuctionLevel(price: price, demand: before, supply: supply))
    }
    for index in levels.indices { levels[index].demand = passed - levels[index].demand }
    self.levels = levels
  }

  /// The price by the four principles; nil where nothing trades.
  func choice(in range: ClosedRange<UInt64>, tick: UInt64, reference: UInt64) -> Choice? {
    let segments = segments(in: range, tick: tick)
    guard let most = segments.map(\.volume).max(), most > 0 else { return nil }
    // Demand falls and supply rises with the price, so that both filters leave neighbors.
    let byVolume = segments.filter { $0.volume == most }
    let least = byVolume.map(\.surplus.magnitude).min() ?? 0
    let left = byVolume.filter { $0.surplus.magnitude == least }
    guard let first = left.first, let last = left.last, let low = byVolume.first, let high = byVolume.last else {
      return nil
    }
    let candidates = first.prices.lowerBound...last.prices.upperBound
    let (price, principle): (UInt64, AuctionOutcome.Principle)
    if candidates.lowerBound == candidates.upperBound {
      let isOnly = low.prices.lowerBound == high.prices.upperBound
      (price, principle) = (candidates.lowerBound, isOnly ? .volume : .surplus)
    } else if last.surplus > 0 {
      (price, principle) = (candidates.upperBound, .pressure)
    } else if first.surplus < 0 {
      (price, principle) = (candidates.lowerBound, .pressure)
    } else {
      let nearest = min(max(reference, candidates.lowerBound), candidates.upperBound)
      (price, principle) = (nearest / tick * tick, .reference)
    }
    guard let segment = left.first(where: { $0.prices.contains(price) }) else { return nil }
    return Choice(
      price: price, demand: segment.demand, supply: segment.supply, principle: principle, candidates: candidates)
  }

  private func segments(in range: ClosedRange<UInt64>, tick: UInt64) -> [Segment] {
    guard let first = levels.first else { return [] }
    var segments: [Segment] = []
    segments.reserveCapacity(2 * levels.count + 1)
    if range.lowerBound < first.price {
      segments.append(Segment(prices: range.lowerBound...(first.price - tick), demand: first.demand, supply: 0))
    }
    for (index, level) in levels.enumerated() {
      segments.append(Segment(prices: level.price...level.price, demand: level.demand, supply: level.supply))
      let next = index + 1 < levels.count ? levels[index + 1] : nil
      let end = next.map { $0.price - tick } ?? range.upperBound
      if end > level.price {
        segments.append(
          Segment(prices: (level.price + tick)...end, demand: next?.demand ?? 0, supply: level.supply))
      }
    }
    return segments
  }
}
