import TailpoolMarket
import TailpoolPricing
import TailpoolRisk

/// The headline tail in one unit, with what stands against the positions held in one way.
///
/// In a unit of price S the profit and loss of a scenario is that in dollars over the scenario's S.
public struct CountedRisk: Hashable, Sendable {
  /// What stands against the positions.
  public enum Collateral: Hashable, Sendable {
    /// As the pool says.
    case stated
    /// In dollars: what is taken where the pool has not said.
    case dollars
    /// In the coins of the coin-settled positions, these: the same value, which moves with their spots.
    case coins([Underlying])
  }

  /// What is counted.
  public let unit: UnitOfAccount
  /// What stands against the positions.
  public let collateral: Collateral
  /// Value at risk 99 %, in the unit.
  public let valueAtRisk: ValueAtRisk
  /// Expected shortfall 97.5 %, in the unit.
  public let expectedShortfall: ExpectedShortfall

  /// Creates a row; see the properties for the meaning of each argument.
  public init(
    unit: UnitOfAccount, collateral: Collateral, valueAtRisk: ValueAtRisk, expectedShortfall: ExpectedShortfall
  ) {
    self.unit = unit
    self.collateral = collateral
    self.valueAtRisk = valueAtRisk
    self.expectedShortfall = expectedShortfall
  }
}

/// In which units a tail is shown, and with which collateral.
struct CountingPlan {
  let account: Account
  let spots: [Underlying: Double]
  /// What stands against the positions were it in coin; empty where that is not to be shown.
  let coins: [Underlying: Double]
  /// The units, that of the account first; empty where all is dollars.
  let units: [UnitOfAccount]

  init(_ account: Account, of book: PricedBook, in snapshot: MarketSnapshot) {
    (self.account, spots) = (account, snapshot.spots)
    coins = account.coinCollateral(of: book, at: spots)
    let counted = book.coinByUnderlying.keys.sorted().map(UnitOfAccount.coin)
    let others = ([.dollars] + counted).filter { $0 != account.unit }
    units = account.unit == .dollars && counted.isEmpty ? [] : [account.unit] + others
  }

  /// The underlyings whose spots are needed.
  var underlyings: [Underlying] { Set(units.compactMap(\.underlying) + coins.keys).sorted() }

  /// Measures the tail in each unit and with each collateral.
  ///
  /// - Parameters:
  ///   - values: The dollar profit and loss in each scenario.
  ///   - drawn: The spots in each.
  /// - Complexity: O(n log n) for n scenarios, a unit and collateral.
  func risks(of values: ScenarioValues, at drawn: ScenarioSpots) throws -> [CountedRisk] {
    guard !units.isEmpty else { return [] }
    var ways: [(CountedRisk.Collateral, ScenarioValues)] = [(account.assets == nil ? .dollars : .stated, values)]
    if !coins.isEmpty {
      let profitAndLoss = drawn.adding(coins, today: spots, to: values.profitAndLoss)
      ways.append((.coins(coins.keys.sorted()), values.replacing(profitAndLoss)))
    }
    return try units.flatMap { unit in
      try ways.map { collateral, values in
        let headline = try MeasuredTail.headline(of: values, per: drawn.prices(of: unit))
        return CountedRisk(
          unit: unit, collateral: collateral, valueAtRisk: headline.valueAtRisk,
          expectedShortfall: headline.expectedShortfall)
      }
    }
  }
}
