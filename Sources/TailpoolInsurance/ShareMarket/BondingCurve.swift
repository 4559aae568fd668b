import TailpoolLedger
import TailpoolNumerics

/// The bonding curve of a mutual's shares that came before the ratchet: the price rises with the fourth power of the capital's
/// ratio to the requirement.
///
///     price(V) = A + requirement / C · (V / requirement)⁴        V: the capital, A = 0.01028, C = 5 800 000
///
/// An order moves the capital and pays the price all along the way, so that its parts cost what it costs:
///
///     shares = ∫ dV / price(V)    over the capital before and after
///
/// A sale gives that less a spread. Redemptions are closed where the capital is below the requirement, or would come there. Prices
/// are whole units of cash a whole share, of as many decimals as are said; the integral is a 20-point Gauss–Legendre rule on panels, to 1e-12
/// relative, and what is paid out is rounded down. The results are the same on every machine: only sums, products, quotients and
/// square roots are taken.
///
/// - Source: docs.nexusmutual.io, the history of capitalisation controls.
public struct BondingCurve: Hashable, Sendable {
  /// A, whole units of cash a share, > 0.
  public let floor: Double
  /// C, > 0.
  public let divisor: Double
  /// What a sale loses, in basis points, 0 to 5 000.
  public let sellSpreadBasisPoints: Int
  /// Decimals of cash, 0 to 36.
  public let cashDecimals: Int
  /// Decimals of shares, 0 to 36.
  public let shareDecimals: Int

  /// Creates a curve; see the properties for the meaning and range of each argument.
  ///
  /// - Throws: `InsuranceError.invalid` for a number out of its range.
  public init(
    floor: Double = 0.01028, divisor: Double = 5_800_000, sellSpreadBasisPoints: Int = 250, cashDecimals: Int = 18,
    shareDecimals: Int = 18
  ) throws(InsuranceError) {
    guard floor > 0, floor.isFinite else { throw .invalid("floor", index: nil, value: floor, expected: "above 0") }
    guard divisor > 0, divisor.isFinite else {
      throw .invalid("divisor", index: nil, value: divisor, expected: "above 0")
    }
    guard (0...5_000).contains(sellSpreadBasisPoints) else {
      throw .invalid("spread", index: nil, value: Double(sellSpreadBasisPoints), expected: "0 to 5000 basis points")
    }
    try InsuranceError.check("decimals of cash", cashDecimals, in: 0...36)
    try InsuranceError.check("decimals of shares", shareDecimals, in: 0...36)
    self.cashDecimals = cashDecimals
    self.shareDecimals = shareDecimals
    self.floor = floor
    self.divisor = divisor
    self.sellSpreadBasisPoints = sellSpreadBasisPoints
  }

  /// The price at the margin.
  ///
  /// - Parameters:
  ///   - requirement: The capital requirement in whole units of cash.
  ///   - ratio: Capital over the requirement.
  /// - Returns: Whole units of cash a share; NaN where an argument is NaN.
  public func price(requirement: Double, ratio: Double) -> Double {
    floor + requirement / divisor * (ratio * ratio) * (ratio * ratio)
  }

  /// Buys shares from the mutual.
  ///
  /// - Parameters:
  ///   - cash: Base units paid, > 0.
  ///   - minimumShares: The fewest shares that are accepted.
  ///   - position: The mutual's position, with a requirement above zero.
  /// - Throws: `StakeError.invalid`, `.belowMinimum`, `.amount` on overflow.
  public func buy(
    with cash: Int128, minimumShares: Int128 = 1, position: CapitalPosition
  ) throws(StakeError) -> ShareTrade {
    try StakeError.checkPositive("cash", cash)
    try StakeError.checkPositive("capital requirement", position.requirement)
    let before = money(position.capital)
    let shares = try units(
      shares(from: before, width: money(cash), requirement: money(position.requirement)), of: shareUnit)
    guard shares >= max(minimumShares, 1) else { throw .belowMinimum(result: shares, minimum: max(minimumShares, 1)) }
    return ShareTrade(cash: cash, shares: shares, position: try position.adding(capital: cash, shares: shares))
  }

  /// Sells shares to the mutual.
  ///
  /// - Parameters:
  ///   - shares: Shares given, > 0, no more than there are.
  ///   - minimumCash: The least cash that is accepted, in base units.
  ///   - position: The mutual's position, with a requirement above zero.
  /// - Throws: `StakeError.belowRequirement` where redemptions are closed or would come to be (its capital is then a unit
  ///   below the requirement, or what there is if less), `.insufficient`, `.invalid`, `.belowMinimum`,
  ///   `.amount` on overflow.
  public func sell(
    _ shares: Int128, minimumCash: Int128 = 1, position: CapitalPosition
  ) throws(StakeError) -> ShareTrade {
    try StakeError.checkPositive("shares", shares)
    try StakeError.checkPositive("capital requirement", position.requirement)
    guard shares <= position.supply else {
      throw .insufficient("supply of shares", held: position.supply, required: shares)
    }
    let (capital, requirement) = (money(position.capital), money(position.requirement))
    let room = capital - requirement
    // Where the curve gives more shares for the capital down to the requirement, it does not get there.
    guard room > 0, self.shares(from: capital, width: -room, requirement: requirement) >= Double(shares) / shareUnit
    else {
      throw .belowRequirement(
        capital: min(position.capital, position.requirement - 1), requirement: position.requirement)
    }
    let gross = Bisection.search(0...room) {
      self.shares(from: capital, width: -$0, requirement: requirement) >= Double(shares) / shareUnit
    }
    .low
    let cash = try units(gross * (1 - Double(sellSpreadBasisPoints) / 10_000), of: cashUnit)
    guard cash >= max(minimumCash, 1) else { throw .belowMinimum(result: cash, minimum: max(minimumCash, 1)) }
    let after = try position.adding(capital: -cash, shares: -shares)
    guard after.capital >= after.requirement else {
      throw .belowRequirement(capital: after.capital, requirement: after.requirement)
    }
    return ShareTrade(cash: cash, shares: shares, position: after)
  }

  /// Shares for a move of the capital, of either sign, in whole units.
  func shares(from capital: Double, width: Double, requirement: Double) -> Double {
    // Panels no wider than a quarter of the distance to the poles of 1 / price, which lie where its terms are equal.
    let scale = requirement * (floor * divisor / requirement).squareRoot().squareRoot()
    let (low, length) = (min(capital, capital + width), abs(width))
    var (sum, done) = (0.0, 0.0)
    while done < length {
      let part = min(length - done, 0.25 * max(scale, low + done))
      let middle = low + done + 0.5 * part
      sum +=
        0.5 * part
        * GaussLegendre.twenty.sum {
          1 / price(requirement: requirement, ratio: (middle + 0.5 * part * $0) / requirement)
        }
      let next = done + part
      guard next > done else { break }
      done = next
    }
    return sum
  }

  /// The price at the margin, base units of cash for 10¹⁸ of shares, rounded down; nil without a requirement, or where it does not fit.
  func scaledPrice(of position: CapitalPosition) -> Int128? {
    let price = price(requirement: money(position.requirement), ratio: position.ratio)
    return Int128(exactly: (price * 1e18 * (cashUnit / shareUnit)).rounded(.down))
  }

  private var cashUnit: Double { BondingCurve.unit(cashDecimals) }
  private var shareUnit: Double { BondingCurve.unit(shareDecimals) }

  /// The power of ten, as the nearest number.
  private static func unit(_ decimals: Int) -> Double { Double("1e\(decimals)") ?? .nan }

  private func money(_ units: Int128) -> Double { Double(units) / cashUnit }

  private func units(_ whole: Double, of unit: Double) throws(StakeError) -> Int128 {
    // Integrals are known to about 1e-15: less by more than that, or a way there and back could pay.
    guard let units = Int128(exactly: (whole * (1 - 0x1p-47) * unit).rounded(.down)) else { throw .amount(.overflow) }
    return units
  }
}
