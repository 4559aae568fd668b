#if Command
  import TailpoolPoolEngine
  import TailpoolProofs

  /// What a pool owes and holds after its last event, from the journal's own balances: what a proof of solvency is of.
  ///
  ///     member = claim of its shares at the low side + rewards earned + money that waits to enter + margin posted
  ///     owed to others = what open contracts and hedges would cost to close at the low side, where that is below zero
  ///     holdings = all cash + open contracts and hedges at the low side, where that is above zero
  ///
  /// Margin posted in another asset is owed and held in that asset. Claims are those before the withdrawal fee, so that what is owed is never too small for it. Rewards
  /// that nobody has earned, the reserve and the spread that is still locked are held and owed to nobody. Assessments that members have not paid are not counted. Where
  /// marks are old, so are the claims: ``isStale`` says so.
  public struct PoolLiabilities: Sendable {
    /// What one member is owed.
    public struct Member: Sendable {
      /// The name.
      public let name: String
      /// Of what its balances consist; none is zero.
      public let parts: [MemberClaim.Part]
    }

    /// The name of the row of what open contracts cost.
    public static let others = "holders of open contracts"

    /// The assets: the pool's own, then those of margin, filled up to 1, 2, 4 or 8 with unused ones.
    public let assets: [String]
    /// The members in the order of arrival, and the holders of open contracts where something is owed to them.
    public let members: [Member]
    /// Base units held of each asset.
    public let holdings: [Int128]
    /// When the pool's last event was, in seconds since 1970.
    public let instant: Int64
    /// Whether the marks that claims are of are too old, or not sure enough, for entries and exits.
    public let isStale: Bool

    /// Finds what a pool owes and holds.
    ///
    /// - Throws: `PoolRefusal.overflow`.
    /// - Complexity: O(participants · assets).
    public init(_ pool: MutualPool) throws(PoolRefusal) {
      let own = pool.terms.asset.symbol
      var assets = [own] + pool.margin.assets.map(\.asset.symbol)
      var holdings = Self.cash(of: pool)
      let value = try pool.value(at: pool.time)
      let contracts = value.low - pool.cash() + Int128(value.lockedSpread)
      holdings[0] += max(0, contracts)
      var waiting: [String: Int128] = [:]
      for ticket in pool.tickets {
        if case .entry(let units, _) = ticket.kind { waiting[ticket.participant, default: 0] += Int128(units) }
      }
      var members: [Member] = []
      let statements = Dictionary(
        try pool.statements(at: pool.time).map { ($0.participant, $0) }, uniquingKeysWith: { first, _ in first })
      // Who has posted margin alone has no statement.
      for name in pool.register.holders.map(\.name) {
        let (statement, account) = (statements[name], pool.marginAccount(of: name))
        var parts = [
          MemberClaim.Part(purpose: "claim", asset: own, amount: Int128(statement?.claim ?? 0)),
          MemberClaim.Part(purpose: "reward", asset: own, amount: Int128(statement?.reward ?? 0)),
          MemberClaim.Part(
            purpose: "waiting", asset: own, amount: waiting.removeValue(forKey: name) ?? 0),
          MemberClaim.Part(purpose: "margin", asset: own, amount: Int128(account.cash)),
        ]
        for (asset, units) in zip(pool.margin.assets, account.units) {
          parts.append(MemberClaim.Part(purpose: "margin", asset: asset.asset.symbol, amount: Int128(units)))
        }
        parts.removeAll { $0.amount == 0 }
        if statement != nil || !parts.isEmpty { members.append(Member(name: name, parts: parts)) }
      }
      for (name, units) in waiting.sorted(by: { $0.key < $1.key }) {
        members.append(Member(name: name, parts: [.init(purpose: "waiting", asset: own, amount: units)]))
      }
      if contracts < 0 {
        members.append(
          Member(name: Self.others, parts: [.init(purpose: "contracts", asset: own, amount: -contracts)]))
      }
      while !RangeProof.valueCounts.contains(assets.count), assets.count < 8 {
        assets.append("unused \(assets.count)")
        holdings.append(0)
      }
      self.assets = assets
      self.members = members
      self.holdings = holdings
      instant = pool.time.secondsSinceEpoch
      isStale = value.isStale
    }

    /// All that is here: cash of every account, and margin in each other asset.
    private static func cash(of pool: MutualPool) -> [Int128] {
      let cash = PoolAccount.allCases.filter { $0 != .outside }.reduce(Int128(0)) { $0 + pool.cash($1) }
      return [cash] + pool.margin.held
    }

    /// What a member is owed of each asset.
    public func balances(of member: Member) -> [Int128] {
      assets.map { asset in member.parts.reduce(0) { $1.asset == asset ? $0 + $1.amount : $0 } }
    }
  }
#endif
