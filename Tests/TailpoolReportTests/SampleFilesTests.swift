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

    private static func file(_ name: String, _ text: String) -> InputFile {
      InputFile(name: name, bytes: Array(text.utf8))
    }
  }
#endif
