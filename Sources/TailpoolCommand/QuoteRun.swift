#if Command
  import Tailpool

  /// The quotes of a run with what they were made by.
  struct QuoteRun {
    let pool: MutualPool
    let policy: QuotingPolicy
    let chainTime: Timestamp
    let time: Timestamp
    let scenarios: (model: String, count: Int)
    let shortfall: Double
    let ladders: [QuoteLadder]

    /// Marks the pool, draws scenarios and quotes.
    ///
    /// - Throws: `PoolBridgeError` where the pool's book or a contract cannot be valued, or a name is not listed.
    init(
      _ journal: MutualPool, _ files: ReportInputs, settings: AnalysisSettings, poolBook: PoolBookInputs,
      names: [String],
      sizes: [Int128], at asOf: Timestamp?, quoting: QuotingArguments
    ) async throws {
      for name in names where journal.listed[name] == nil { throw PoolBridgeError.refused(.unknownContract(name)) }
      let risk = try await Self.risk(journal, files, settings, poolBook, names)
      time = asOf ?? risk.snapshot.asOf
      chainTime = risk.snapshot.asOf
      pool = try Self.marked(journal, risk)
      let underlyings = Self.underlyings(of: names, in: journal)
      var policy = try quoting.policy(holdingDays: quoting.holdingDays, hedging: underlyings)
      var quoter = try PoolQuoter(risk, of: pool, by: policy, contracts: names)
      if quoting.arrivals != nil {
        guard let years = quoter.stationaryHolding() else { throw QuoteRunError.noStationaryHolding }
        policy = try quoting.policy(holdingDays: years * DayCount.daysPerYear, hedging: underlyings)
        quoter = try PoolQuoter(risk, of: pool, by: policy, contracts: names)
      }
      self.policy = policy
      scenarios = (settings.model.description, quoter.tail.scenarioCount)
      shortfall = quoter.tail.shortfall
      ladders = try await quoter.ladders(
        of: names, sizes: sizes.flatMap { [-$0, $0] }, at: time, threads: settings.threads)
    }

    /// What contracts of a pool are written on, each once.
    static func underlyings(of names: [String], in pool: MutualPool) -> [Underlying] {
      Array(Set(names.flatMap { pool.listed[$0]?.underlyings ?? [] })).sorted().map { Underlying($0) }
    }

    /// The engine of an analysis of the pool's book with one of each contract that is asked for, so that the scenarios move
    /// all of their underlyings.
    static func risk(
      _ pool: MutualPool, _ files: ReportInputs, _ settings: AnalysisSettings, _ poolBook: PoolBookInputs,
      _ names: [String]
    ) async throws -> PoolRisk {
      var positions = try pool.book(in: files.snapshot, inputs: poolBook).positions
      for name in names where pool.open[name] == nil {
        guard let listed = pool.listed[name] else { continue }
        let contract = try listed.contract(in: files.snapshot, asset: pool.terms.asset, inputs: poolBook)
        let state = ContractState(isBarrierHit: listed.terms.barrier.map { _ in pool.barriersHit.contains(name) })
        positions.append(Position(id: name, contract: contract, quantity: 1, state: state))
      }
      var settings = settings
      settings.record = .none
      let inputs = AnalysisInputs(
        snapshot: files.snapshot, history: files.history, volatilityHistory: files.volatilityHistory,
        book: try Book(positions: positions, correlations: poolBook.correlations))
      return try PoolRisk(try await BookAnalysis.run(inputs, settings: settings), inputs: poolBook)
    }

    /// The pool with the marks of the chain.
    static func marked(_ journal: MutualPool, _ risk: PoolRisk) throws -> MutualPool {
      let asOf = risk.snapshot.asOf
      guard asOf >= journal.time else { throw PoolBridgeError.snapshotBeforeEvent(asOf: asOf, last: journal.time) }
      if journal.open.isEmpty, journal.hedges.isEmpty { return journal }
      var pool = journal
      do { try pool.apply(PoolEvent(at: asOf, try risk.marks(of: journal).action(source: "chain"))) } catch {
        throw (error as? PoolRefusal).map(PoolBridgeError.refused) ?? error
      }
      return pool
    }
  }

  /// Why no quotes are made.
  enum QuoteRunError: Error, Equatable {
    /// No contract has a vega that can be held for a time.
    case noStationaryHolding

    var words: String {
      "no horizon can be found from --arrivals: expected a risk aversion greater than 0, and instruments whose volatility moves"
    }
  }
#endif
