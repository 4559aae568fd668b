#if Command
  import Tailpool
  import TailpoolFiles

  /// What went wrong with each of several files.
  struct InputFailures: Error {
    let failures: [FileError]

    init(_ failures: [FileError]) { self.failures = failures }
  }

  extension [OptionChain?] {
    /// What a pool can count in; nil where a chain could not be read, so that it is not known.
    fileprivate var units: [UnitOfAccount]? {
      let read = compactMap(\.self)
      guard read.count == count else { return nil }
      return [.dollars] + Set(read.flatMap { $0.quotes.map(\.contract.underlying) }).sorted().map(UnitOfAccount.coin)
    }
  }

  /// The files that a report is asked to read.
  struct InputSet {
    private let market: MarketArguments
    /// What the chains leave open.
    var chain: ChainArguments?
    var book: String?
    var pool: String?
    var poolEvents: String?
    /// The SHA-256 that the last line of the journal must have.
    var digest: String?
    var poolBook = PoolBookInputs()

    init(_ market: MarketArguments) { self.market = market }

    /// Reads every file, so that the problems of all of them are known together.
    func read() throws -> ReportInputs {
      var inputs = try readFiles()
      inputs.poolBook = poolBook
      if let path = poolEvents {
        let replay = try PoolJournal.replay(path: path, digest: digest, watch: PoolWatch.usual())
        (inputs.mutualPool, inputs.poolWatch) = (replay.pool, replay.watch)
        inputs.names.append(RunSection.Input(role: "pool events", name: path))
      }
      return inputs
    }

    private func readFiles() throws -> ReportInputs {
      if market.chain.isEmpty { return try sample() }
      var failures: [FileError] = []
      func attempt<Value>(_ body: () throws(FileError) -> Value) -> Value? {
        do { return try body() } catch {
          failures.append(error)
          return nil
        }
      }
      let chains = market.chain.map { path in
        attempt { () throws(FileError) in
          try market.reading.file.chain(path, chain?.options(market.reading.file) ?? ChainOptions())
        }
      }
      let history = market.history.flatMap { path in
        attempt { () throws(FileError) in try market.reading.reading(path).value }
      }
      let volatilities = market.volatilityHistory.flatMap { path in
        attempt { () throws(FileError) in try market.reading.reading(path).value }
      }
      let described = pool.flatMap { path in
        attempt { () throws(FileError) in try PoolReader.read(path: path, units: chains.units) }
      }
      let stress = market.stress.flatMap { path in
        attempt { () throws(FileError) in try StressReader.read(path: path) }
      }
      guard failures.isEmpty, let history else { throw InputFailures(failures) }
      let snapshot = try MarketSnapshot(chains: chains.compactMap { $0 })
      let positions = try book.map { path in try BookReader.read(path: path, in: snapshot) }
      return ReportInputs(
        snapshot: snapshot, history: history, volatilityHistory: volatilities, book: positions, pool: described,
        stress: stress,
        names: names)
    }

    private func sample() throws -> ReportInputs {
      var inputs = try ReportInputs.sample()
      if let path = pool {
        inputs.pool = try PoolReader.read(path: path, units: inputs.snapshot.units)
        inputs.names.append(RunSection.Input(role: "pool", name: path))
      }
      return inputs
    }

    private var names: [RunSection.Input] {
      let single = [
        ("history", market.history), ("volatility history", market.volatilityHistory), ("book", book),
        ("pool", pool), ("stress set", market.stress),
      ]
      return market.chain.map { RunSection.Input(role: "chain", name: $0) }
        + single.compactMap { role, path in path.map { RunSection.Input(role: role, name: $0) } }
    }
  }
#endif
