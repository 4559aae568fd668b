import TailpoolMarket

/// A price and its Greeks by name, in the order of the columns of a batch.
///
/// `BlackScholesMerton.Greeks` says what each is the derivative of.
public enum Greek: Int, Hashable, Sendable, CaseIterable {
  /// The price itself.
  case price
  /// First and second order: what a desk looks at first.
  case delta, gamma, vega, theta, rho
  /// First order in the dividend yield and the strike, and second order in the strike.
  case epsilon, dualDelta, dualGamma
  /// Second order.
  case vanna, volga, charm, veta, vera
  /// Third order.
  case speed, zomma, color, ultima, dVannaDVol, parmicharma
}

/// Which Greeks a batch computes.
public enum GreekSet: Hashable, Sendable {
  /// Price, delta, gamma, vega, theta, rho.
  case principal
  /// Price and the nineteen Greeks to third order.
  case thirdOrder
  /// Price and the eight Greeks of a forward option at a fixed discount factor, as `Black76.Greeks` defines them.
  case forward

  /// The Greeks of the set, in the order of their columns.
  public var greeks: ArraySlice<Greek> {
    switch self {
    case .principal: Greek.allCases.prefix(6)
    case .thirdOrder: Greek.allCases[...]
    case .forward: [.price, .delta, .gamma, .vega, .theta, .dualDelta, .dualGamma, .vanna, .volga]
    }
  }
}

/// Prices and Greeks of a batch: one column each, allocated once and written by every batch of that size.
public struct GreekColumns: Hashable, Sendable {
  /// The number of options.
  public let count: Int
  /// Which Greeks there are.
  public let set: GreekSet
  var table: ColumnTable

  /// Creates columns of zeros.
  ///
  /// - Parameters:
  ///   - count: The number of options, at least 0.
  ///   - set: Which Greeks to hold.
  public init(count: Int, set: GreekSet) {
    precondition(count >= 0, "\(count) rows")
    self.count = count
    self.set = set
    table = ColumnTable(columnCount: set.greeks.count, rowCount: count)
  }

  /// The column of a Greek, empty when the set does not have it.
  public subscript(greek: Greek) -> ArraySlice<Double> {
    guard let column = set.greeks.firstIndex(of: greek) else { return [] }
    return table[column]
  }
}

extension ForwardGreeks {
  /// A Greek by name, nil when it is none of the set `forward`.
  public subscript(greek: Greek) -> Double? {
    switch greek {
    case .price: price
    case .delta: delta
    case .gamma: gamma
    case .vega: vega
    case .theta: theta
    case .dualDelta: dualDelta
    case .dualGamma: dualGamma
    case .vanna: vanna
    case .volga: volga
    default: nil
    }
  }
}

extension BlackScholesMerton.Greeks {
  /// A Greek by name.
  public subscript(greek: Greek) -> Double {
    switch greek {
    case .price: price
    case .delta: delta
    case .gamma: gamma
    case .vega: vega
    case .theta: theta
    case .rho: rho
    case .epsilon: epsilon
    case .dualDelta: dualDelta
    case .dualGamma: dualGamma
    case .vanna: vanna
    case .volga: volga
    case .charm: charm
    case .veta: veta
    case .vera: vera
    case .speed: speed
    case .zomma: zomma
    case .color: color
    case .ultima: ultima
    case .dVannaDVol: dVannaDVol
    case .parmicharma: parmicharma
    }
  }
}
