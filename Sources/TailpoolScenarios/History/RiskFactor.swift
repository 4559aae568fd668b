/// What moves in a scenario: the spot price or the volatility level of an asset.
public enum RiskFactor: Hashable, Sendable {
  /// The spot price of the asset of this name.
  case spot(String)
  /// The level of the volatilities of the asset of this name.
  case volatility(String)

  /// The name of the asset.
  public var asset: String {
    switch self {
    case .spot(let asset), .volatility(let asset): asset
    }
  }
}

extension RiskFactor: CustomStringConvertible {
  /// `BTC` for a spot, `BTC volatility` for a volatility level.
  public var description: String {
    switch self {
    case .spot(let asset): asset
    case .volatility(let asset): "\(asset) volatility"
    }
  }
}
