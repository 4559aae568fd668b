import TailpoolMarket

/// What the market must know of a pool's book and a journal does not say.
public struct PoolBookInputs: Hashable, Sendable {
  /// The prices at which futures that hedge the pool were entered, by underlying, each > 0; a hedge that is not named is
  /// the underlying itself.
  public var hedgeEntries: [String: Double]
  /// What exchange options are valued at, each with its source.
  public var correlations: CorrelationTable
  /// The terms of contracts of the user's own kinds, by their names in the journal.
  public var contracts: [String: Contract]

  /// Creates inputs; by default nothing is said, which is enough for a pool without exchange options and own kinds whose
  /// hedge is the underlying itself.
  ///
  /// - Parameters:
  ///   - hedgeEntries: The prices at which futures that hedge the pool were entered.
  ///   - correlations: What exchange options are valued at.
  ///   - contracts: The terms of contracts of the user's own kinds.
  public init(
    hedgeEntries: [String: Double] = [:], correlations: CorrelationTable = .none, contracts: [String: Contract] = [:]
  ) {
    self.hedgeEntries = hedgeEntries
    self.correlations = correlations
    self.contracts = contracts
  }
}
