/// What money is counted in: a name and the number of decimals of its smallest unit.
public struct Asset: Hashable, Sendable {
  /// The name, `USDC`; not empty.
  public let symbol: String
  /// Digits after the point that the smallest unit has, 0 to 18: 6 for USDC.
  public let decimals: Int

  /// Creates an asset.
  ///
  /// - Parameters:
  ///   - symbol: The name, not empty.
  ///   - decimals: Digits after the point, 0 to 18.
  /// - Throws: `LedgerError.invalidAsset`.
  public init(_ symbol: String, decimals: Int) throws(LedgerError) {
    guard !symbol.isEmpty, (0...18).contains(decimals) else {
      throw .invalidAsset(symbol: symbol, decimals: decimals)
    }
    self.symbol = symbol
    self.decimals = decimals
  }

  private init(unchecked symbol: String) { (self.symbol, decimals) = (symbol, 0) }

  /// An asset that stands for one not known yet; its symbol is no symbol of an asset.
  package static var blank: Asset { Asset(unchecked: "") }

  /// Base units in one whole unit.
  public var unitsPerWhole: Int128 {
    var units: Int128 = 1
    for _ in 0..<decimals { units *= 10 }
    return units
  }
}
