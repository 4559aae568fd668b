import TailpoolMarket
import TailpoolPricing

/// What a pool counts in and holds beside its positions: what its risk depends on besides the book.
///
/// Profit and loss is that of the net asset value N, in the pool's unit of price S in dollars:
///
///     gain = N₁ / S₁ − N₀ / S₀,   N = positions + assets
///
/// so that it is the dollar profit and loss of positions and assets, less N₀ / S₀ units of the pool's own, over S₁.
public struct Account: Hashable, Sendable {
  /// What is counted.
  public var unit: UnitOfAccount
  /// What is held beside the positions; nil where nobody said. Then what the positions owe is taken to be held in dollars,
  /// what they are worth above that to have been paid in the pool's unit, and the rest to be of that unit.
  public var assets: Holdings?
  /// What members have paid in, in the unit, finite and ≥ 0: part of the assets where nobody said what they are.
  public var contributed: Double

  /// Creates an account; by default in dollars, without a capital.
  public init(unit: UnitOfAccount = .dollars, assets: Holdings? = nil, contributed: Double = 0) {
    self.unit = unit
    self.assets = assets
    self.contributed = contributed
  }
}

extension Account {
  /// The coins whose price moves count beside the book, without those of the capital in the pool's own unit.
  ///
  /// - Parameters:
  ///   - value: What the book is worth, in dollars.
  ///   - spots: What a coin is worth, in dollars.
  func coins(besides value: Double, at spots: [Underlying: Double]) -> [Underlying: Double] {
    let price = unit.price(at: spots)
    var coins: [Underlying: Double] = [:]
    for (kind, amount) in assets?.amounts ?? [:] {
      if let coin = kind.underlying { coins[coin] = amount }
    }
    if let own = unit.underlying {
      // What was paid for a book that is worth something; for one that owes, dollars stand against it.
      coins[own, default: 0] -= assets.map { $0.value(in: unit, at: spots) + value / price } ?? max(value, 0) / price
    }
    return coins
  }

  /// The coins that all dollars which are taken to stand against a book would be, were they in those of its coin-settled
  /// positions, in proportion to what is owed in each; empty where the pool has said what it holds, or owes no coin.
  func coinCollateral(of book: PricedBook, at spots: [Underlying: Double]) -> [Underlying: Double] {
    guard assets == nil else { return [:] }
    let owed = book.coinByUnderlying.mapValues { -$0.value }.filter { $0.value > 0 }
    let value = owed.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * (spots[$1.key] ?? .nan) }
    let dollars = (unit == .dollars ? contributed : 0) - book.value
    return dollars > 0 ? owed.mapValues { $0 * dollars / value } : [:]
  }

  /// A book with the coins that move beside it, as holdings of the underlyings.
  ///
  /// - Throws: `AnalysisError.unknownUnit` for a unit, or a kind of assets, that is not among the markets.
  func exposed(_ book: PricedBook, in snapshot: MarketSnapshot) throws(AnalysisError) -> PricedBook {
    let spots = snapshot.spots
    for kind in [unit] + (assets?.kinds ?? []) where kind.underlying.map({ spots[$0] == nil }) ?? false {
      throw .unknownUnit(kind, known: snapshot.units)
    }
    // A coin that is counted in must be drawn, even where there is none of it.
    let drawn = unit.underlying.flatMap { book.underlyings.contains($0) ? nil : $0 }
    let beside = coins(besides: book.value, at: spots).filter { $0.value != 0 || $0.key == drawn }
    guard !beside.isEmpty else { return book }
    return PricedBook(
      asOf: book.asOf,
      positions: book.positions
        + beside.sorted { $0.key < $1.key }.map { PricedPosition(holding: $0, units: $1, spot: spots[$0] ?? .nan) })
  }
}

extension PricedPosition {
  /// Coins of an underlying.
  init(holding underlying: Underlying, units: Double, spot: Double) {
    let contract = SpotHolding(underlying)
    self.init(
      Position(id: contract.name, contract: contract, quantity: units),
      SpotRepricer(underlying: underlying, spot: spot))
  }
}
