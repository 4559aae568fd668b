extension Amount: CustomStringConvertible {
  /// The amount with all its decimals and the asset's name: `-1.250000 USDC`.
  public var description: String { "\(decimalText) \(asset.symbol)" }

  /// The amount in whole units, with as many digits after the point as the asset has: `-1.250000`.
  public var decimalText: String {
    let sign = units < 0 ? "-" : ""
    let digits = String(units.magnitude)
    guard asset.decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, asset.decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(asset.decimals) + "." + padded.suffix(asset.decimals)
  }

  /// Reads an amount in whole units.
  ///
  /// - Parameters:
  ///   - text: An optional minus sign, digits, and optionally a point and at most as many digits as the asset has.
  ///   - asset: What is counted.
  /// - Throws: `LedgerError.invalidText` for any other text, so that no digit is dropped; `.overflow` when the number
  ///   does not fit.
  public init(_ text: String, of asset: Asset) throws(LedgerError) {
    let isNegative = text.utf8.first == UInt8(ascii: "-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    guard (1...2).contains(parts.count), !parts[0].isEmpty, parts.count == 1 || !fraction.isEmpty,
      fraction.utf8.count <= asset.decimals
    else { throw .invalidText(text) }
    var magnitude: UInt128 = 0
    for byte in Array(parts[0].utf8) + Array(fraction.utf8) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw .invalidText(text) }
      magnitude = try checkedSum(checkedProduct(magnitude, 10), UInt128(byte - UInt8(ascii: "0")))
    }
    magnitude = try checkedProduct(magnitude, powerOfTen(asset.decimals - fraction.utf8.count))
    self.init(units: try Int128(magnitude: magnitude, isNegative: isNegative), of: asset)
  }
}
