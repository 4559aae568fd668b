import TailpoolEvents
import TailpoolMarket
import TailpoolPoolEngine
import _TailpoolTestSupport

@testable import TailpoolVenues

/// Contracts, markets and parameters of the tests of curves.
enum CurveCase {
  static let start = Timestamp(secondsSinceEpoch: 1_700_000_000)

  static func option(
    _ type: OptionType = .call, strike: UInt128 = 3_000, settlement: Settlement = .cash, days: Int64 = 14,
    id: String = ""
  ) -> PoolContract {
    PoolContract(
      id: id.isEmpty ? "\(type)-\(strike)-\(settlement)-\(days)" : id, underlying: "ETH",
      expiry: start.advanced(bySeconds: days * 86_400),
      terms: .european(type, strike: strike * 100_000_000, settlement: settlement), size: 1, collateral: 1)
  }

  static func everlasting(_ type: OptionType, strike: UInt128, days: Int64, id: String = "") -> PoolContract {
    PoolContract(
      id: id.isEmpty ? "everlasting-\(type)-\(strike)-\(days)" : id, underlying: "ETH", expiry: nil,
      terms: .everlasting(type, strike: strike * 100_000_000, fundingSeconds: days * 86_400, .continuous), size: 1,
      collateral: 1)
  }

  static func power(_ power: Int64, seconds: Int64, funding: Funding = .continuous) -> PoolContract {
    PoolContract(
      id: "power-\(power)-\(seconds)-\(funding)", underlying: "ETH", expiry: nil,
      terms: .power(power: power * 100_000_000, fundingSeconds: seconds, funding), size: 1, collateral: 1)
  }

  static func market(
    hours: Double = 0, spot: Double = 3_000, rate: Double = 0, volatility: Double? = 0.8, assets: Double = 1_000_000,
    locked: Double = 0, netAssetValue: Double = 1_000_000
  ) -> CurveMarket {
    CurveMarket(
      time: start.advanced(bySeconds: Int64((hours * 3_600).rounded())), spot: spot, rate: rate, volatility: volatility,
      assets: assets, locked: locked, netAssetValue: netAssetValue)
  }

  static func parameters(_ texts: KeyValuePairs<String, String>) -> [EventField] {
    texts.map { EventField($0.key, .text($0.value)) }
  }
}

extension OptionCurve {
  /// A curve of texts, with wide bounds where they name none.
  init(_ texts: KeyValuePairs<String, String>) throws {
    let given = CurveCase.parameters(texts)
    let bounds = CurveCase.parameters(CurveCase.bounds[Self.kind] ?? [:])
    try self.init(parameters: given + bounds.filter { bound in !given.contains { $0.name == bound.name } })
  }
}

extension CurveCase {
  /// The bounds that each kind must be given.
  static let bounds: [String: KeyValuePairs<String, String>] = [
    VolatilityImpactCurve.kind: [
      "leastBase": "0.05", "mostBase": "5", "leastSkew": "0.2", "mostSkew": "5", "leastVolatility": "0.05",
      "mostVolatility": "5", "leastDelta": "0", "cutoffSeconds": "0",
    ],
    UtilizationCurve.kind: [
      "least": "1", "most": "1.2", "leastSeconds": "0", "mostSeconds": "31536000", "leastDelta": "0.1",
      "mostDelta": "0.7",
    ],
    FlatRateCurve.kind: [
      "reserve": "0.2", "strikeTolerance": "0.02", "leastSeconds": "86400", "mostSeconds": "7776000",
    ],
  ]
}
