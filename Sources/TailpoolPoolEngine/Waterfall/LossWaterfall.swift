import TailpoolLedger

/// Layers that bear a loss one after the other, each before the next is touched.
public struct LossWaterfall: Hashable, Sendable {
  /// The layers, the first to bear first.
  public let layers: [LossLayer]

  /// Creates a waterfall.
  ///
  /// - Parameter layers: The layers in order; names unique.
  /// - Throws: `WaterfallError.duplicate` when a name stands twice.
  public init(_ layers: [LossLayer]) throws(WaterfallError) {
    var names = Set<String>()
    for layer in layers {
      guard names.insert(layer.name).inserted else { throw .duplicate(layer.name) }
    }
    self.layers = layers
  }

  /// No layers: what is lost is uncovered.
  public static let none = LossWaterfall()

  private init() { layers = [] }

  /// Sends a loss through the layers.
  ///
  /// - Parameter loss: Base units, ≥ 0.
  /// - Returns: What each layer and each bearer pays, and what is left; used + uncovered = loss, exactly.
  /// - Throws: `WaterfallError.amount` when the loss is negative.
  /// - Complexity: O(bearers · log bearers).
  public func allocate(_ loss: Int128) throws(WaterfallError) -> LossWaterfall.Outcome {
    guard loss >= 0 else { throw .amount(.negative(loss)) }
    var left = loss
    var uses: [LossLayer.Use] = []
    for layer in layers {
      let use = try layer.bearing(left)
      left -= use.used
      uses.append(use)
    }
    return LossWaterfall.Outcome(loss: loss, layers: uses, uncovered: left)
  }

  /// The least loss that empties each layer and all before it: the reverse of `allocate`.
  ///
  /// - Returns: One loss a layer, in order, never decreasing.
  /// - Throws: `WaterfallError.amount` on overflow.
  public func exhaustingLosses() throws(WaterfallError) -> [Int128] {
    var total: Int128 = 0
    var losses: [Int128] = []
    for layer in layers {
      total = try WaterfallError.wrapping { () throws(LedgerError) in try checkedSum(total, layer.capacity) }
      losses.append(total)
    }
    return losses
  }
}

extension LossWaterfall {
  /// Where a loss went.
  public struct Outcome: Hashable, Sendable {
    /// The loss.
    public let loss: Int128
    /// What each layer bore, in order.
    public let layers: [LossLayer.Use]
    /// What no layer bore.
    public let uncovered: Int128

    /// What the layers bore together.
    public var used: Int128 { layers.reduce(0) { $0 + $1.used } }

    /// What each bearer pays, by layer: one statement a bearer, in the order of first mention.
    public var statements: [LossWaterfall.Statement] {
      var order: [String] = []
      var items: [String: [LossWaterfall.Statement.Item]] = [:]
      for layer in layers {
        for payment in layer.payments {
          if items[payment.bearer] == nil { order.append(payment.bearer) }
          items[payment.bearer, default: []].append(
            LossWaterfall.Statement.Item(layer: layer.name, units: payment.units))
        }
      }
      return order.map { LossWaterfall.Statement(bearer: $0, items: items[$0] ?? []) }
    }
  }
}

extension LossWaterfall {
  /// What one participant pays for a loss, layer by layer.
  public struct Statement: Hashable, Sendable {
    /// What the participant pays in one layer.
    public struct Item: Hashable, Sendable {
      /// The layer.
      public let layer: String
      /// Base units, ≥ 0.
      public let units: Int128
    }

    /// The participant.
    public let bearer: String
    /// Every layer in which the participant stands, in order, with what it pays there.
    public let items: [Item]
    /// What the participant pays in all.
    public var total: Int128 { items.reduce(0) { $0 + $1.units } }
  }
}
