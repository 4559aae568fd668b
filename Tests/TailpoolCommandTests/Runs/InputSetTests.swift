#if Command
  import Foundation
  import Tailpool
  import TailpoolFiles
  import Testing

  @testable import TailpoolCommand

  @Suite("The files that a report reads")
  struct InputSetTests {
    /// The sample's files in a folder.
    private static func sample() throws -> TemporaryFolder {
      let folder = try TemporaryFolder()
      for (name, text) in try Sample.files() { try folder.write(name, text) }
      return folder
    }

    private func market(_ folder: TemporaryFolder, _ line: String) throws -> MarketArguments {
      try MarketArguments.parse(
        line.split(separator: " ").map {
          $0.hasSuffix(".csv") || $0.hasSuffix(".json") ? folder.path(String($0)) : String($0)
        })
    }

    @Test("Each file is read for what it is named as, and is told by its role")
    func roles() throws {
      let folder = try Self.sample()
      var files = InputSet(
        try market(
          folder,
          "--chain chain.csv --history history.csv --volatility-history volatility-history.csv --stress stress.json"))
      (files.book, files.pool) = (folder.path("book.csv"), folder.path("pool.json"))
      let inputs = try files.read()
      #expect(inputs.snapshot.asOf == Sample.asOf)
      #expect(inputs.history == Sample.priceHistory() && inputs.volatilityHistory == Sample.volatilityHistory())
      #expect(inputs.book?.positions == (try Sample.book()).positions)
      #expect(inputs.pool?.participants == (try Sample.pool()).participants)
      #expect(inputs.stress?.scenarios.count == 6 && inputs.mutualPool == nil)
      #expect(
        inputs.names.map(\.role) == ["chain", "history", "volatility history", "book", "pool", "stress set"])
      #expect(
        inputs.names.map { URL(fileURLWithPath: $0.name).lastPathComponent } == [
          "chain.csv", "history.csv", "volatility-history.csv", "book.csv", "pool.json", "stress.json",
        ])
    }

    @Test("What is not named is not there, and several chains are one market")
    func less() throws {
      let folder = try Self.sample()
      let lines = try Sample.chainCSV().split(separator: "\n").map(String.init)
      for (name, coin) in [("btc.csv", ",BTC,"), ("eth.csv", ",ETH,")] {
        try folder.write(name, ([lines[0]] + lines.filter { $0.contains(coin) }).joined(separator: "\n") + "\n")
      }
      let files = InputSet(try market(folder, "--chain btc.csv --chain eth.csv --history history.csv"))
      let inputs = try files.read()
      #expect(inputs.snapshot.markets.map(\.underlying) == ["BTC", "ETH"])
      #expect(inputs.volatilityHistory == nil && inputs.book == nil && inputs.pool == nil && inputs.stress == nil)
      #expect(inputs.names.map(\.role) == ["chain", "chain", "history"])
    }

    @Test("A journal gives pool, watch, and what it does not say")
    func journal() throws {
      let folder = try Self.sample()
      var files = InputSet(try market(folder, "--chain chain.csv --history history.csv"))
      files.poolEvents = try MadeUpPool.write(try MadeUpPool.halts(), to: folder)
      files.poolBook = PoolBookInputs(hedgeEntries: ["BTC": 5])
      let inputs = try files.read()
      #expect(inputs.mutualPool?.open.count == 1 && inputs.poolWatch?.monitor.trail.count == 23)
      #expect(inputs.poolBook.hedgeEntries == ["BTC": 5])
      #expect(inputs.names.map(\.role) == ["chain", "history", "pool events"])
      files.digest = "abc"
      #expect(throws: FileError.self) { _ = try files.read() }
    }

    @Test("Without a file it is the sample, beside a pool that is named")
    func embedded() throws {
      let folder = try Self.sample()
      var files = InputSet(try MarketArguments.parse([]))
      let plain = try files.read()
      #expect(plain.names.map(\.name) == [Sample.name] && plain.history == Sample.priceHistory())
      files.pool = try folder.write(
        "other.json", #"{"unit":"ETH","participants":[{"id":"zoe","contribution":5}],"assets":7}"#)
      let inputs = try files.read()
      #expect(inputs.pool?.participants.map(\.id) == ["zoe"] && inputs.pool?.unit == "ETH")
      #expect(inputs.names.map(\.role) == [plain.names[0].role, "pool"])
    }

    @Test("The problems of all files are told together, in the order of the options")
    func problems() throws {
      let folder = try Self.sample()
      try folder.write("odd.json", "[")
      try folder.write("odd.csv", "date,A\n2025-01-01,x\n")
      var files = InputSet(
        try market(
          folder, "--chain gone.csv --chain odd.csv --history odd.csv --volatility-history lost.csv --stress odd.json"))
      files.pool = folder.path("none.json")
      let failures = #expect(throws: InputFailures.self) { try files.read() }?.failures ?? []
      let names = failures.map { failure -> String in
        switch failure {
        case .unreadable(let path, _), .cannotWrite(let path, _): URL(fileURLWithPath: path).lastPathComponent
        case .invalid(let problems, _): URL(fileURLWithPath: problems.first?.file ?? "").lastPathComponent
        }
      }
      #expect(names == ["gone.csv", "odd.csv", "odd.csv", "lost.csv", "none.json", "odd.json"], "\(failures)")
    }

    @Test("Units of a pool are those of the chains, where all could be read")
    func units() throws {
      let folder = try Self.sample()
      let pool = try folder.write(
        "sol.json", #"{"unit":"SOL","participants":[{"id":"zoe","contribution":5}],"assets":7}"#)
      var files = InputSet(try market(folder, "--chain chain.csv --history history.csv"))
      files.pool = pool
      let failures = #expect(throws: InputFailures.self) { try files.read() }?.failures ?? []
      #expect(
        failures.count == 1 && "\(failures)".contains("SOL") && "\(failures)".contains("USD, BTC, ETH"), "\(failures)")
      // A chain that is missing is not blamed on the pool.
      files = InputSet(try market(folder, "--chain chain.csv --chain gone.csv --history history.csv"))
      files.pool = pool
      #expect(#expect(throws: InputFailures.self) { try files.read() }?.failures.count == 1)
    }
  }
#endif
