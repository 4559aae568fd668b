/// An order in a market of shares that was carried out.
public struct ShareTrade: Hashable, Sendable {
  /// Cash paid or received, in base units.
  public let cash: Int128
  /// Shares received or given.
  public let shares: Int128
  /// The mutual's position after it.
  public let position: CapitalPosition
}
