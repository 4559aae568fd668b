/// Takes an uncovered loss from unrealized gains, never from principal and never more than is needed.
///
///     factor = min(1, loss / sum of gains)
///
/// - Source: Cont and Ghamami on variation margin gains haircutting; the ranked order is that of exchanges' automatic
///   deleveraging.
package struct GainsHaircut: Hashable, Sendable {
  /// The unrealized result of one participant.
  package struct Account: Hashable, Sendable {
    /// The participant, unique.
    package let id: String
    /// Unrealized profit in base units; a loss is negative and is left alone.
    package let gain: Int128
    /// Position over equity, which the ranked order looks at first; finite and ≥ 0.
    package let leverage: Double

    /// Creates an account; see the properties for the meaning of each argument.
    package init(id: String, gain: Int128, leverage: Double = 0) {
      self.id = id
      self.gain = gain
      self.leverage = leverage
    }
  }

  /// Whose gains go first.
  package enum Order: Hashable, Sendable {
    /// All gains lose the same fraction.
    case proportional
    /// Whole gains one after the other: greatest leverage first, then greatest gain, then first in the list.
    case ranked
  }

  /// The loss that was to be covered.
  package let loss: Int128
  /// The sum of the positive gains.
  package let totalGains: Int128
  /// What each account gives up, in the order given; between zero and its gain.
  package let taken: [LossLayer.Part]
  /// What the gains did not cover.
  package let uncovered: Int128

  /// The fraction of all gains that is taken, in [0, 1].
  package var factor: Double { totalGains > 0 ? Double(loss - uncovered) / Double(totalGains) : 0 }

  /// Computes a haircut.
  ///
  /// - Parameters:
  ///   - loss: What is to be covered, in base units, ≥ 0.
  ///   - accounts: The participants, ids unique.
  ///   - order: Whose gains go first.
  /// - Throws: `WaterfallError.duplicate` for an id that stands twice, `.amount` for a negative loss or an overflow.
  package init(loss: Int128, accounts: [Account], order: Order = .proportional) throws(WaterfallError) {
    let parts = accounts.map { LossLayer.Part(bearer: $0.id, units: max($0.gain, 0)) }
    let layer = try LossLayer(name: "gains", parts: parts)
    let use = try layer.bearing(loss)
    self.loss = loss
    totalGains = layer.capacity
    uncovered = loss - use.used
    switch order {
    case .proportional: taken = use.payments
    case .ranked: taken = Self.ranked(use.used, accounts: accounts)
    }
  }

  /// Takes whole gains in order of rank until a loss is covered.
  private static func ranked(_ loss: Int128, accounts: [Account]) -> [LossLayer.Part] {
    let order = accounts.indices.sorted { left, right in
      let (a, b) = (accounts[left], accounts[right])
      if a.leverage != b.leverage { return a.leverage > b.leverage }
      return a.gain != b.gain ? a.gain > b.gain : left < right
    }
    var taken = [Int128](repeating: 0, count: accounts.count)
    var left = loss
    for index in order {
      taken[index] = min(max(accounts[index].gain, 0), left)
      left -= taken[index]
    }
    return zip(accounts, taken).map { LossLayer.Part(bearer: $0.id, units: $1) }
  }
}
