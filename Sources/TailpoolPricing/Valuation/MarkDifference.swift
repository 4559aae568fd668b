import TailpoolMarket

/// How far the volatilities and prices of one set of marks are from those of another.
public struct MarkDifference: Hashable, Sendable {
  /// Options that both sets have.
  public let options: Int
  /// Median of |volatility − other|.
  public let medianVolatility: Double
  /// Median of |price − other| in the settlement currency.
  public let medianPrice: Double
  /// Largest |price − other| in the settlement currency.
  public let largestPrice: Double

  /// Creates a difference; see the properties.
  public init(options: Int, medianVolatility: Double, medianPrice: Double, largestPrice: Double) {
    self.options = options
    self.medianVolatility = medianVolatility
    self.medianPrice = medianPrice
    self.largestPrice = largestPrice
  }
}

extension VolatilityMarks {
  /// How far the marks are from others of the same snapshot.
  ///
  /// - Parameters:
  ///   - other: The other marks, such as those of the venue.
  ///   - isCounted: Which points count, told of both sets; all by default.
  /// - Returns: The difference; nil where no option counts.
  /// - Complexity: O(n log n) for n points.
  public func difference(
    from other: VolatilityMarks, where isCounted: (_ own: SmilePoint, _ other: SmilePoint) -> Bool = { _, _ in true }
  ) -> MarkDifference? {
    var volatilities: [Double] = []
    var prices: [Double] = []
    for smile in smiles {
      for point in smile.points {
        let contract = point.quote.contract
        guard let match = other.point(for: contract), isCounted(point, match) else { continue }
        volatilities.append(abs(point.volatility - match.volatility))
        prices.append(
          abs(
            smile.market.price(of: contract, volatility: point.volatility)
              - smile.market.price(of: contract, volatility: match.volatility)))
      }
    }
    guard let volatility = median(volatilities), let price = median(prices), let largest = prices.max() else {
      return nil
    }
    return MarkDifference(
      options: prices.count, medianVolatility: volatility, medianPrice: price, largestPrice: largest)
  }
}
