/// A number, or what else there is, of each of a venue's two tokens; `TokenAmounts` are amounts that a venue and others exchange.
public struct TokenPair<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Of token 0.
  public var token0: Value
  /// Of token 1.
  public var token1: Value

  /// Creates a pair.
  public init(_ token0: Value, _ token1: Value) { (self.token0, self.token1) = (token0, token1) }
}
