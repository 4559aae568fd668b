import TailpoolLedger

/// One layer of a waterfall: who stands behind it, and with how much.
public struct LossLayer: Hashable, Sendable {
  /// What a bearer has in a layer, or pays from it.
  public struct Part: Hashable, Sendable {
    /// Who bears it.
    public let bearer: String
    /// Base units, ≥ 0.
    public let units: Int128

    /// Creates a part; see the properties for the meaning of each argument.
    public init(bearer: String, units: Int128) {
      self.bearer = bearer
      self.units = units
    }
  }

  /// The name, unique in the waterfall: `survivors' fund`.
  public let name: String
  /// What each bearer stands for; bearers are unique in a layer.
  public let parts: [Part]
  /// What the layer can bear: the sum of its parts.
  public let capacity: Int128

  /// Creates a layer.
  ///
  /// - Parameters:
  ///   - name: The name, unique in the waterfall.
  ///   - parts: What each bearer stands for, ≥ 0.
  /// - Throws: `WaterfallError.duplicate` for a bearer that stands twice, `.amount` for a negative part or an overflow.
  public init(name: String, parts: [Part]) throws(WaterfallError) {
    var bearers = Set<String>()
    for part in parts {
      guard bearers.insert(part.bearer).inserted else { throw .duplicate(part.bearer) }
      guard part.units >= 0 else { throw .amount(.negative(part.units)) }
    }
    capacity = try WaterfallError.wrapping { () throws(LedgerError) in try checkedSum(parts.map(\.units)) }
    self.name = name
    self.parts = parts
  }

  /// Creates a layer of one bearer who has its name.
  ///
  /// - Parameters:
  ///   - name: The name of the layer and of its bearer.
  ///   - units: What it can bear, ≥ 0.
  /// - Throws: `WaterfallError.amount` when that is negative.
  public init(name: String, units: Int128) throws(WaterfallError) {
    try self.init(name: name, parts: [Part(bearer: name, units: units)])
  }

  /// Takes a loss, or as much of it as the layer can bear, from the bearers in proportion to what they stand for.
  ///
  /// The parts add up exactly, by largest remainders, and none exceeds what its bearer stands for.
  ///
  /// - Parameter loss: Base units, ≥ 0.
  /// - Returns: What each bearer pays, in the order of the layer's parts.
  /// - Throws: `WaterfallError.amount` when the loss is negative.
  public func bearing(_ loss: Int128) throws(WaterfallError) -> LossLayer.Use {
    guard loss >= 0 else { throw .amount(.negative(loss)) }
    let taken = min(loss, capacity)
    let units = try WaterfallError.wrapping { () throws(LedgerError) in
      try largestRemainderSplit(units: taken, by: parts.map(\.units))
    }
    let payments = zip(parts, units).map { Part(bearer: $0.bearer, units: $1) }
    return LossLayer.Use(name: name, capacity: capacity, used: taken, payments: payments)
  }
}

extension LossLayer {
  /// What a loss took from one layer.
  public struct Use: Hashable, Sendable {
    /// The name of the layer.
    public let name: String
    /// What the layer could bear, in base units.
    public let capacity: Int128
    /// What it bore.
    public let used: Int128
    /// Who paid how much; the payments add up to `used`.
    public let payments: [LossLayer.Part]
  }
}
