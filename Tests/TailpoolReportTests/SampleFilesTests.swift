#if Command
  import Foundation
  import TailpoolFiles
  import TailpoolMarket
  import TailpoolScenarios
  import Testing

  @testable import TailpoolReport

  /// The sample as files is the sample.
  @Suite struct SampleFilesTests {
    @Test func theChainReadsBack() throws {
      #expect(try ChainReader.read(Self.file("chain.csv", Sample.chainCSV())) == Sample.chain())
    }

    @Test func theHistoriesReadBack() throws {
      #expect(try HistoryReader.read(Self.file("history.csv", Sample.historyCSV())) == Sample.priceHistory())
      #expect(
        try HistoryReader.read(Self.file("volatility-history.csv", Sample.volatilityHistoryCSV()))
          == Sample.volatilityHistory())
    }

    @Test func thePoolReadsBack() throws {
      #expect(try PoolReader.read(Self.file("pool.json", Sample.poolJSON())) == Sample.pool())
    }

    @Test func theBookReadsBack() throws {
      let snapshot = try MarketSnapshot(chains: [Sample.chain()])
      #expect(try BookReader.read(Self.file("book.csv", Sample.bookCSV()), in: snapshot) == Sample.book())
    }

    @Test func theStressSetReadsBack() throws {
      let read = try StressReader.read(Self.file("stress.json", Sample.stressJSON())).scenarios
      let made = Sample.stressSet().scenarios
      #expect(read.map(\.name) == made.map(\.name))
      #expect(read.map(\.detail) == made.map(\.detail))
      #expect(
        read.map { $0.move.byUnderlying.mapValues(\.spotReturn) }
          == made.map { $0.move.byUnderlying.mapValues(\.spotReturn) })
      for (left, right) in zip(read, made) {
        for (underlying, factor) in right.move.byUnderlying.compactMapValues(\.volatilityFactor) {
          #expect(abs((left.move[underlying].volatilityFactor ?? .nan) - factor) <= 1e-12)
        }
      }
    }

    /// The sample is made up, and its documents, pictures and examples speak of these numbers.
    @Test("The made-up stresses and the pool are those that the documents speak of")
    func stated() throws {
      let stresses: [(String, btc: Double, eth: Double, factors: [Double])] = [
        ("sample crash", -0.22, -0.29, [2.1, 1.9]), ("sample slide", -0.17, -0.24, [1.45, 1.4]),
        ("sample depeg", -0.09, -0.15, [1.3, 1.45]), ("sample calm", 0.01, 0.015, [0.75, 0.72]),
        ("sample squeeze", 0.19, 0.26, [1.2, 1.25]), ("sample flip", 0.06, -0.12, [1.05, 1.2]),
      ]
      let made = Sample.stressSet().scenarios
      #expect(made.map(\.name) == stresses.map(\.0))
      for (scenario, stated) in zip(made, stresses) {
        #expect(scenario.move["BTC"].spotReturn == stated.btc && scenario.move["ETH"].spotReturn == stated.eth)
        #expect(["BTC", "ETH"].map { scenario.move[$0].volatilityFactor } == stated.factors, "\(stated.0)")
      }
      let pool = try Sample.pool()
      #expect(pool.participants.map(\.contribution) == [4_500_000, 3_400_000, 2_500_000, 1_500_000, 700_000])
      #expect(pool.limits.maximumUtilization == 0.65 && pool.limits.maximumExpectedShortfallOverCapital == 0.08)
      #expect(pool.limits.maximumParticipantShare == 0.40 && pool.limits.maximumStressLossOverCapital == 0.85)
      let quantities = try Sample.book().positions.map(\.quantity)
      #expect(quantities == [-200, -200, -300, -300, -225, 375, -150, -2_250, -3_000, -3_750, 4_500, 1_750])
    }

    private static func file(_ name: String, _ text: String) -> InputFile {
      InputFile(name: name, bytes: Array(text.utf8))
    }
  }
#endif
