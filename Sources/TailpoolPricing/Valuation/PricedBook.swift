import TailpoolMarket

/// Value and sensitivities of a group of positions, in quote currency (US dollars).
///
/// Greeks are derivatives of the dollar value with respect to spot, volatility and calendar time:
/// `delta = dV/dS`, `gamma = d2V/dS2`, `vega = dV/dσ` per 1.00 of volatility, `theta = −dV/dT` per year.
public struct NetGreeks: Hashable, Sendable {
  /// Dollar value, signed.
  public var value = 0.0
  /// Units of the underlying.
  public var delta = 0.0
  /// Units of the underlying per dollar.
  public var gamma = 0.0
  /// Dollars per 1.00 of volatility.
  public var vega = 0.0
  /// Dollars per year of calendar time.
  public var theta = 0.0

  /// Creates zero sensitivities.
  public init() {}

  /// Adds another group of the same underlying.
  public static func += (left: inout NetGreeks, right: NetGreeks) {
    left.value += right.value
    left.delta += right.delta
    left.gamma += right.gamma
    left.vega += right.vega
    left.theta += right.theta
  }
}

/// Value and sensitivities in coin of positions that are settled in coin.
///
/// With c the value in coin and S the spot: derivatives of c with respect to spot, volatility and calendar time.
public struct CoinGreeks: Hashable, Sendable {
  /// Coins, signed.
  public var value = 0.0
  /// dc/dS, coins per dollar.
  public var delta = 0.0
  /// The premium-adjusted delta, S dc/dS = dV/dS − c: coins of hedge for someone who counts in coin.
  public var netDelta = 0.0
  /// d²c/dS².
  public var gamma = 0.0
  /// dc/dσ, per 1.00 of volatility.
  public var vega = 0.0
  /// −dc/dT, per year of calendar time.
  public var theta = 0.0

  /// Creates zero sensitivities.
  public init() {}

  /// Adds another group of the same underlying.
  public static func += (left: inout CoinGreeks, right: CoinGreeks) {
    left.value += right.value
    left.delta += right.delta
    left.netDelta += right.netDelta
    left.gamma += right.gamma
    left.vega += right.vega
    left.theta += right.theta
  }
}

/// One position with what it is priced from, and its value.
public struct PricedPosition: Sendable {
  /// The position.
  public let position: Position
  /// What its contract is priced from.
  public let repricer: any Repricer
  /// Price of one unit in the settlement currency, unsigned; of a future what it has gained since its entry, signed.
  public let price: Double
  /// Dollar value and Greeks of the whole position (quantity × contract size), with those of every underlying.
  public let contractGreeks: ContractGreeks
  /// Value and Greeks in coin of the whole position; nil for one that is settled in cash.
  public let coin: CoinGreeks?

  /// Values a position.
  ///
  /// - Parameters:
  ///   - position: The position.
  ///   - repricer: What its contract is priced from, an input for each of the contract's underlyings.
  public init(_ position: Position, _ repricer: any Repricer) {
    self.position = position
    self.repricer = repricer
    let valuation = repricer.valuation(units: position.quantity * position.contract.contractSize)
    price = valuation.settlementPrice
    contractGreeks = valuation.greeks
    coin = valuation.coin
  }

  /// Quantity × contract size, signed: units of the contract.
  public var units: Double { position.quantity * position.contract.contractSize }
  /// Value in the settlement currency: coin for coin-settled contracts, dollars otherwise.
  public var settlementValue: Double { units * price }
  /// Dollar value and Greeks with respect to the contract's first underlying.
  public var greeks: NetGreeks { contractGreeks.byInput.first ?? NetGreeks() }
  /// The annual volatility of the first underlying; 0 for a future, whose value has none.
  public var volatility: Double { repricer.inputs.first?.volatility ?? 0 }
  /// Where that volatility came from; nil where it stands in the contract or is not needed.
  public var volatilitySource: VolatilitySource? { repricer.inputs.first?.volatilitySource ?? nil }

  /// The units of the underlying that hedge the position for someone who counts the premium of coin-settled contracts in
  /// coin: the premium-adjusted delta of those, the delta of others.
  public var netDelta: Double { coin?.netDelta ?? greeks.delta }
}

extension PricedPosition: Hashable {
  /// Whether both are the same position priced from the same.
  public static func == (left: PricedPosition, right: PricedPosition) -> Bool {
    left.position == right.position && left.repricer.equals(right.repricer)
  }

  /// Feeds the position to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(position) }
}

/// What positions that are priced from the same are together.
package struct PricedLine: Sendable {
  package let contract: Contract
  package let repricer: any Repricer
  /// The sum of the positions' quantities.
  package fileprivate(set) var quantity: Double
  /// The id of the first of the positions.
  package let id: String

  /// Quantity × contract size.
  package var units: Double { quantity * contract.contractSize }
}

extension PricedBook {
  /// Net sensitivities of one underlying and expiry.
  public struct ExpiryGreeks: Hashable, Sendable {
    /// The underlying.
    public let underlying: Underlying
    /// The expiry; nil for the contracts that do not expire.
    public let expiry: Timestamp?
    /// The sums over the positions.
    public let greeks: NetGreeks

    /// Creates a row; see the properties for the meaning of each argument.
    public init(underlying: Underlying, expiry: Timestamp?, greeks: NetGreeks) {
      self.underlying = underlying
      self.expiry = expiry
      self.greeks = greeks
    }
  }
}

/// A book priced in a market: the one form of a book that values, scenarios, stress and reports are views of.
///
/// Positions that are priced from the same are netted here, once.
public struct PricedBook: Sendable {
  /// The snapshot's time.
  public let asOf: Timestamp
  /// The positions in the order of the book.
  public let positions: [PricedPosition]
  /// Net sensitivities by underlying and expiry, sorted; the contracts of an underlying that do not expire come last.
  public let byExpiry: [PricedBook.ExpiryGreeks]
  /// Net sensitivities by underlying. The value and theta of a contract on several underlyings count to the first.
  public let byUnderlying: [Underlying: NetGreeks]
  /// Dollar value of the book, signed: negative when the pool owes more than it holds.
  public let value: Double
  /// The netted positions, in the order of the first of each.
  package let lines: [PricedLine]
  /// The line of each position.
  package let lineOfPosition: [Int]

  /// Adds up priced positions.
  ///
  /// - Parameters:
  ///   - asOf: The snapshot's time.
  ///   - positions: The positions.
  /// - Complexity: O(n log n).
  public init(asOf: Timestamp, positions: [PricedPosition]) {
    self.asOf = asOf
    self.positions = positions
    var byExpiry: [Underlying: [Timestamp?: NetGreeks]] = [:]
    var byUnderlying: [Underlying: NetGreeks] = [:]
    var value = 0.0
    for priced in positions {
      let contract = priced.position.contract
      for (underlying, greeks) in zip(contract.underlyings, priced.contractGreeks.byInput) {
        byExpiry[underlying, default: [:]][contract.expiry, default: NetGreeks()] += greeks
        byUnderlying[underlying, default: NetGreeks()] += greeks
      }
      value += priced.contractGreeks.value
    }
    self.byExpiry = byExpiry.sorted { $0.key < $1.key }.flatMap { underlying, expiries in
      expiries.sorted { ($0.key?.secondsSinceEpoch ?? .max) < ($1.key?.secondsSinceEpoch ?? .max) }.map {
        PricedBook.ExpiryGreeks(underlying: underlying, expiry: $0.key, greeks: $0.value)
      }
    }
    self.byUnderlying = byUnderlying
    self.value = value
    (lines, lineOfPosition) = Self.netted(positions)
  }

  private static func netted(_ positions: [PricedPosition]) -> ([PricedLine], [Int]) {
    var lines: [PricedLine] = []
    var places: [LineKey: Int] = [:]
    places.reserveCapacity(positions.count)
    let lineOfPosition = positions.map { priced in
      let key = LineKey(contract: priced.position.contract, repricer: priced.repricer)
      if let place = places[key] {
        lines[place].quantity += priced.position.quantity
        return place
      }
      places[key] = lines.count
      lines.append(
        PricedLine(
          contract: key.contract, repricer: priced.repricer, quantity: priced.position.quantity,
          id: priced.position.id))
      return lines.count - 1
    }
    return (lines, lineOfPosition)
  }

  /// The underlyings of the book's contracts, sorted.
  public var underlyings: [Underlying] { Set(positions.flatMap(\.position.contract.underlyings)).sorted() }

  /// Value and sensitivities in coin of the coin-settled positions, by underlying.
  ///
  /// - Complexity: O(positions).
  public var coinByUnderlying: [Underlying: CoinGreeks] {
    var sums: [Underlying: CoinGreeks] = [:]
    for position in positions {
      if let coin = position.coin { sums[position.position.contract.underlying, default: CoinGreeks()] += coin }
    }
    return sums
  }
}

extension PricedBook: Hashable {
  /// Whether both hold the same positions priced from the same at one time.
  public static func == (left: PricedBook, right: PricedBook) -> Bool {
    left.asOf == right.asOf && left.positions == right.positions
  }

  /// Feeds the positions to a hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(asOf)
    hasher.combine(positions)
  }
}

/// What makes two positions one line.
private struct LineKey: Hashable {
  let contract: Contract
  let repricer: any Repricer

  static func == (left: LineKey, right: LineKey) -> Bool {
    left.contract == right.contract && left.repricer.equals(right.repricer)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(contract) }
}
