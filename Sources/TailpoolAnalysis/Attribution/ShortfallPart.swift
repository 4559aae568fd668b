import TailpoolMarket
import TailpoolNumerics
import TailpoolPricing
import TailpoolRisk
import TailpoolScenarios

/// A part of the headline expected shortfall.
public struct ShortfallPart: Hashable, Sendable {
  /// Whose part.
  public enum Subject: Hashable, Sendable {
    /// The contracts of one underlying that expire at one instant, or that do not expire.
    case expiry(Underlying, Timestamp?)
    /// One position, by the name of its contract.
    case position(String)
    /// All positions but those told apart, and how many they are.
    case otherPositions(Int)
    /// A participant of the pool.
    case participant(String)
  }

  /// Whose part.
  public let subject: Subject
  /// Its mean loss in the tail of the whole, in the unit of account.
  public let expectedShortfall: Double
  /// Its share of the whole, as a fraction; negative for a hedge.
  public let share: Double

  /// Creates a part; see the properties for the meaning of each argument.
  public init(subject: Subject, expectedShortfall: Double, share: Double) {
    self.subject = subject
    self.expectedShortfall = expectedShortfall
    self.share = share
  }

  /// A part of a whole; its share of nothing is nothing.
  init(_ subject: Subject, _ loss: Double, of total: Double) {
    self.init(subject: subject, expectedShortfall: loss, share: total == 0 ? 0 : loss / total)
  }
}

/// What each position adds to the headline expected shortfall, and the same by expiry.
public struct ShortfallAttribution: Hashable, Sendable {
  /// The mean loss of each position in the tail of the whole, in the order of the book, in the unit of account.
  public let positionLosses: [Double]
  /// Their sum: the expected shortfall but for rounding.
  public let total: Double
  /// By underlying and expiry, sorted.
  public let byExpiry: [ShortfallPart]
  /// The positions with the largest contributions of either sign, largest first, and one part for all others.
  public let byPosition: [ShortfallPart]

  /// Positions that are told apart.
  public static let shownPositions = 10

  /// Groups the losses of positions.
  ///
  /// - Parameters:
  ///   - positionLosses: One mean loss a position.
  ///   - contracts: Their contracts, in the same order.
  /// - Precondition: As many of both.
  init(positionLosses: [Double], contracts: [Contract]) {
    precondition(
      positionLosses.count == contracts.count, "\(positionLosses.count) losses of \(contracts.count) positions")
    let total = CompensatedSum(positionLosses).value
    struct Key: Hashable {
      let underlying: Underlying
      let expiry: Timestamp?
    }
    var sums: [Key: CompensatedSum] = [:]
    for (contract, loss) in zip(contracts, positionLosses) {
      sums[Key(underlying: contract.underlying, expiry: contract.expiry), default: .init()].add(loss)
    }
    let expiries = sums.sorted {
      ($0.key.underlying, $0.key.expiry?.secondsSinceEpoch ?? .max)
        < ($1.key.underlying, $1.key.expiry?.secondsSinceEpoch ?? .max)
    }
    let order = positionLosses.indices.sorted { (abs(positionLosses[$1]), $0) < (abs(positionLosses[$0]), $1) }
    var positions = order.prefix(Self.shownPositions).map {
      ShortfallPart(.position(contracts[$0].name), positionLosses[$0], of: total)
    }
    let others = order.dropFirst(Self.shownPositions)
    if !others.isEmpty {
      positions.append(
        ShortfallPart(
          .otherPositions(others.count), CompensatedSum(others.lazy.map { positionLosses[$0] }).value, of: total))
    }
    self.positionLosses = positionLosses
    self.total = total
    byExpiry = expiries.map { ShortfallPart(.expiry($0.key.underlying, $0.key.expiry), $0.value.value, of: total) }
    byPosition = positions
  }

  /// Draws the tail again and values each position in it alone.
  ///
  /// - Parameters:
  ///   - tail: The scenarios of the tail with their weights.
  ///   - valuation: The positions.
  ///   - snapshot: The market they are valued in.
  ///   - source: The scenarios.
  ///   - settings: Horizon and threads.
  ///   - rule: What a volatility does when its spot moves.
  init(
    tail: [TailScenario], of valuation: PricedBook, over source: some ScenarioSource,
    settings: AnalysisSettings, rule: VolatilityRule
  ) async throws {
    let positions = try PositionRevaluation(
      valuation, horizonInDays: settings.horizonInDays, volatilityRule: rule,
      volatilityMoves: settings.volatilityMoves)
    let sums = try await positions.weightedProfitAndLoss(
      at: tail.map(\.index), weights: [tail.map(\.weight)], of: source, threads: settings.threads)
    self.init(positionLosses: sums[0].map { -$0 }, contracts: valuation.positions.map(\.position.contract))
  }
}
