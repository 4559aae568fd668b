import TailpoolLedger

/// What trades that wait to be executed leak, each taken alone on the pool as it stands, and what all of them get by each rule.
public struct SwapLeakage: Hashable, Sendable {
  /// What one of them leaks.
  public struct Trade: Hashable, Sendable {
    /// The trade.
    public let intent: SwapIntent
    /// Units that it gets alone and without an attack; nil where it is refused so, and then leaks nothing.
    public let alone: UInt128?
    /// The most that someone can pay in before it without its being refused: the bound that its least sets.
    public let bound: UInt128
    /// An attacker's best response to each rule, in the order of `SwapOrdering.allCases`; empty where the trade is refused alone.
    public let rules: [OrderLeakage]
    /// The best trade back after it, and who gets its profit; nil where that was not asked for, or the trade is refused alone.
    public let refund: BackrunRefund?
    /// What it gets by each rule where all are executed together, in the same order; nil where it is not executed.
    public let executions: [SwapExecution?]
  }

  /// The pool before the trades.
  public let pool: ConstantProductPool
  /// The trades in the order given.
  public let trades: [Trade]

  /// Finds what trades leak.
  ///
  /// - Parameters:
  ///   - intents: The trades in the order in which they come, each with a number of its own.
  ///   - pool: The pool before them.
  ///   - capital: The most that an attacker can pay in of each token.
  ///   - refundMillionths: The part of the profit of a trade back that its owner gets, up to 1,000,000; nil for no refunds.
  /// - Throws: As `SwapOrdering.execute(_:on:)` and `BackrunRefund.best(after:on:refundMillionths:)`.
  /// - Complexity: O(trades × log capital), and that of `SwapOrdering.execute(_:on:)`.
  public init(
    of intents: [SwapIntent], on pool: ConstantProductPool, capital: TokenPair<UInt128>, refundMillionths: UInt32?
  ) throws(AuctionRefusal) {
    var executions: [[SwapExecution?]] = []
    for rule in SwapOrdering.allCases {
      var copy = pool
      executions.append(try rule.execute(intents, on: &copy))
    }
    var trades: [Trade] = []
    for (index, intent) in intents.enumerated() {
      let own = intent.zeroForOne ? capital.token0 : capital.token1
      let rules = OrderLeakage.byRule(against: intent, on: pool, capital: own)
      var refund: BackrunRefund?
      if let refundMillionths {
        refund = try BackrunRefund.best(after: intent, on: pool, refundMillionths: refundMillionths)
      }
      trades.append(
        Trade(
          intent: intent,
          alone: pool.undisturbed(intent),
          bound: rules == nil ? 0 : SandwichAttack.greatestPaidIn(against: intent, on: pool, capital: own),
          rules: rules ?? [], refund: refund, executions: executions.map { $0[index] }))
    }
    (self.pool, self.trades) = (pool, trades)
  }
}
