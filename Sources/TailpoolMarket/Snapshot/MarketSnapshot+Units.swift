extension MarketSnapshot {
  /// What a coin of each underlying is worth, in dollars.
  public var spots: [Underlying: Double] {
    Dictionary(markets.map { ($0.underlying, $0.spot) }, uniquingKeysWith: { first, _ in first })
  }

  /// What can be counted in: dollars, and each underlying.
  public var units: [UnitOfAccount] { [.dollars] + spots.keys.sorted().map(UnitOfAccount.coin) }
}
