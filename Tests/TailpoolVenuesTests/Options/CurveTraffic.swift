import TailpoolMarket
import TailpoolPoolEngine
import Testing
import _TailpoolTestSupport

@testable import TailpoolVenues

/// The curves that the properties are tried on.
enum CurveSample: String, CaseIterable, CustomTestStringConvertible {
  case integral, integralOfExpiry, postTrade, utilization, ranges, flat, everlasting

  var testDescription: String { rawValue }

  /// Whether a trade costs what its parts cost.
  var isPathIndependent: Bool {
    switch self {
    case .integral, .integralOfExpiry, .ranges, .everlasting: true
    case .postTrade, .utilization, .flat: false
    }
  }

  /// Whether no cycle of trades in one market pays the taker.
  var paysNoCycle: Bool {
    switch self {
    case .integral, .ranges, .everlasting, .utilization, .flat: true
    case .integralOfExpiry, .postTrade: false
    }
  }

  func curve() throws -> any OptionCurve {
    let fees: KeyValuePairs = [
      "premium": "postTrade", "reach": "expiry", "standardSize": "40", "leastDelta": "0.05", "cutoffSeconds": "3600",
      "optionFee": "0.01", "spotFee": "0.001", "vegaFee": "0.2", "varianceFee": "1", "varianceVega": "0.01",
      "varianceSkew": "1", "varianceReferenceSkew": "0.3", "varianceDistance": "100", "flatSeconds": "604800",
      "doubleSeconds": "2419200",
    ]
    return switch self {
    case .integral: try VolatilityImpactCurve(["standardSize": "40", "skewFactor": "0.75"])
    case .integralOfExpiry: try VolatilityImpactCurve(["standardSize": "40", "reach": "expiry"])
    case .postTrade: try VolatilityImpactCurve(fees)
    case .utilization: try UtilizationCurve(["mintingFee": "0.003"])
    case .ranges: try RangeOrderCurve(["price": "0.2", "ranges": "0.05:0.2:3;0.2:0.25:40;0.25:0.9:0.7"])
    case .flat: try FlatRateCurve(["rate": "0.3", "strikeTolerance": "0.2"])
    case .everlasting: try EverlastingCurve(["impact": "0.004", "mostPosition": "200"])
    }
  }
}

/// Random trades and markets of curves, good and bad.
struct CurveTraffic {
  var random: SeededGenerator
  private var hours = 0.0
  /// What the pool has locked, as a venue keeps it.
  var locked = 0.0

  /// What options settle in where all trade in one strike: a pool counts in one asset.
  private let settlement: Settlement

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    settlement = seed % 2 == 0 ? .cash : .coin
  }

  /// Options of two expiries some weeks ahead, in either asset.
  private var options: [PoolContract] {
    let weeks = 7 * Int64(hours / 168)
    return [weeks + 28, weeks + 60].flatMap { days in
      [2_600, 3_000, 3_300].flatMap { strike in
        [OptionType.call, .put].flatMap { type in
          [Settlement.coin, .cash].map { CurveCase.option(type, strike: strike, settlement: $0, days: days) }
        }
      }
    }
  }
  static let perpetuals = [
    CurveCase.everlasting(.call, strike: 3_000, days: 7), CurveCase.everlasting(.put, strike: 3_300, days: 30),
    CurveCase.power(2, seconds: 1_512_000), CurveCase.power(2, seconds: 604_800, funding: .discrete),
  ]
  /// What no curve quotes, or not now.
  private static let odd = [
    CurveCase.option(days: 0), CurveCase.option(days: -3), CurveCase.option(strike: 0, days: 28),
    CurveCase.option(strike: 300_000, days: 28), CurveCase.option(days: 5_000),
    CurveCase.everlasting(.call, strike: 0, days: 7), CurveCase.everlasting(.put, strike: 3_000, days: 0),
    CurveCase.power(300, seconds: 1_512_000),
    PoolContract(
      id: "exchange", underlying: "ETH", expiry: CurveCase.start, terms: .exchange(delivering: "BTC", ratio: 1),
      size: 1,
      collateral: 1),
    PoolContract(id: "valued", underlying: "ETH", expiry: nil, terms: .valued, size: 1, collateral: 1),
    PoolContract(
      id: "last", underlying: "ETH", expiry: Timestamp(secondsSinceEpoch: .max),
      terms: .european(.call, strike: .max, settlement: .cash), size: 1, collateral: 1),
    PoolContract(
      id: "first", underlying: "ETH", expiry: Timestamp(secondsSinceEpoch: .min),
      terms: .european(.put, strike: 1, settlement: .coin), size: 1, collateral: 1),
  ]

  /// Sizes of all magnitudes, of both signs.
  mutating func size() -> Double {
    let size = pow10(random.uniform(-6, 2.2))
    return Int.random(in: 0..<5, using: &random) < 2 ? -size : size
  }

  private func pow10(_ exponent: Double) -> Double {
    var power = 1.0
    for _ in 0..<Int(abs(exponent)) { power *= exponent < 0 ? 0.1 : 10 }
    return power * (1 + 9 * (abs(exponent) - abs(exponent).rounded(.down)))
  }

  mutating func trade(_ contract: PoolContract, size: Double) -> CurveTrade {
    CurveTrade(contract, size: size, collateral: size)
  }

  mutating func contract(_ sample: CurveSample) -> PoolContract {
    let all =
      switch sample {
      case .everlasting: Self.perpetuals
      case .ranges: options.filter { $0.id.contains("call") == $0.id.contains("coin") }
      case .integral, .integralOfExpiry, .postTrade: options.filter { $0.id.contains("\(settlement)") }
      case .utilization, .flat: options
      }
    return all[Int.random(in: 0..<all.count, using: &random)]
  }

  /// A market some minutes on, with nothing wrong in it.
  mutating func market() -> CurveMarket {
    hours += random.uniform(0, 0.2)
    // Now and then what was sold is settled, so that a pool that only sells does not stay full.
    if Int.random(in: 0..<60, using: &random) == 0 { locked = 0 }
    return CurveCase.market(
      hours: hours, spot: random.uniform(2_800, 3_200), rate: random.uniform(-0.02, 0.06),
      volatility: random.uniform(0.4, 1.2), assets: 3_000, locked: max(0, locked), netAssetValue: random.uniform(1, 1e6)
    )
  }

  /// Numbers that are none, or far out.
  private mutating func oddNumber() -> Double {
    let all: [Double] = [
      .nan, .infinity, -.infinity, 0, -0.0, -1, 1e-19, 1e-300, 1e30, -1e30, 1e300, .greatestFiniteMagnitude,
      .leastNonzeroMagnitude, 1e12, -1e12, 1.7e20,
    ]
    return all[Int.random(in: 0..<all.count, using: &random)]
  }

  /// A trade with its market, one in five of them with something odd.
  mutating func order(_ sample: CurveSample) -> (trade: CurveTrade, market: CurveMarket) {
    var market = market()
    let contract = contract(sample)
    var trade = trade(contract, size: size())
    guard Int.random(in: 0..<5, using: &random) == 0 else { return (trade, market) }
    switch Int.random(in: 0..<11, using: &random) {
    case 0: trade = CurveTrade(contract, size: oddNumber(), collateral: trade.collateral)
    case 1: trade = CurveTrade(contract, size: trade.size, collateral: oddNumber())
    case 2: market.spot = oddNumber()
    case 3: market.rate = oddNumber()
    case 4: market.volatility = oddNumber()
    case 5: market.volatility = nil
    case 6: market.assets = oddNumber()
    case 7: market.locked = oddNumber()
    case 8: market.netAssetValue = oddNumber()
    case 9:
      // A contract without expiry trades at any time to come, after which none is left.
      let last: Int64 = sample == .everlasting ? 0 : .max
      let times: [Int64] = [.min, last, 0, CurveCase.start.secondsSinceEpoch - 1]
      market.time = Timestamp(secondsSinceEpoch: times[Int.random(in: 0..<4, using: &random)])
    default:
      trade = CurveTrade(Self.odd[Int.random(in: 0..<Self.odd.count, using: &random)], size: trade.size, collateral: 1)
    }
    return (trade, market)
  }
}
