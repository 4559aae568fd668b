#if Command
  import TailpoolMarket
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// Chains as people have them, with their right answers.
  @Suite("Chains as people have them", .enabled(if: References.hasShared, "the files are absent"))
  struct FieldChainTests {
    private func reading(_ name: String, _ options: ChainOptions = ChainOptions()) throws -> Reading<OptionChain> {
      try ChainReader.reading(InputFile(path: References.shared("field/chain_\(name)").path), options: options)
    }

    @Test func deribitWithAndWithoutItsEnvelopeAndAsATable() throws {
      let array = try reading("deribit_result_array.json").value
      let table = try reading("deribit_summary_20240108.csv").value
      #expect(array == table && array.quotes.count > 600, "\(array.quotes.count), \(table.quotes.count)")
      #expect(try reading("btc_20260228.json").value.quotes.count == 166)
    }

    @Test func futuresAreLeftOutAndCounted() throws {
      let reading = try reading("deribit_with_futures.json")
      #expect(reading.value.quotes.count == 3)
      #expect(reading.report.notes.contains { $0.contains("are futures, spot pairs or combos") }, "\(reading.report)")
    }

    @Test func numbersAsText() throws {
      let quote = try #require(reading("deribit_number_strings.json").value.quotes.first)
      #expect(quote.bid == 0.1279 && quote.ask == 0.1331 && quote.openInterest == 100 && quote.forward == 66_341)
      #expect(quote.markVolatility == 0.5644 && quote.spot == 66_300)
    }

    @Test func tickersNeedTheirTime() throws {
      let asOf = try #require(Timestamp(text: "2026-02-28T12:00Z"))
      let chain = try reading("deribit_ticker_202602.csv", ChainOptions(asOf: asOf)).value
      #expect(chain.asOf == asOf && chain.quotes.count == 166)
      #expect(throws: FileError.self) { try reading("deribit_ticker_202602.csv") }
      do { _ = try reading("deribit_ticker_202602.csv") } catch let error as FileError {
        #expect(error.description.contains("as-of"), "\(error)")
      }
    }

    @Test func cboe() throws {
      let reading = try reading("cboe_spx_20231209.csv")
      #expect(reading.value.asOf == Timestamp(text: "2023-12-09T18:49:00Z"))
      #expect(reading.report.notes.contains { $0.hasPrefix("432 rows have expired") }, "\(reading.report.notes)")
      let snapshot = try MarketSnapshot(chains: [reading.value])
      let market = try #require(snapshot.markets.first)
      #expect(market.spot == 4604.3701)
      let known: [(root: String, day: String, forward: Double)] = [
        ("SPX", "2023-12-15", 4606.18), ("SPXW", "2023-12-15", 4606.25), ("SPXW", "2023-12-29", 4616.69),
      ]
      for entry in known {
        let expiry = market.expiries.first {
          $0.quotes.first?.contract.root == entry.root && $0.expiry.description.hasPrefix(entry.day)
        }
        #expect(abs((expiry?.forward ?? 0) - entry.forward) < 0.01, "\(entry): \(expiry?.forward ?? 0)")
      }
    }

    @Test func yahoo() throws {
      let asOf = try #require(Timestamp(text: "2026-04-22T20:00Z"))
      let reading = try reading("yfinance_qqq_202604.csv", ChainOptions(asOf: asOf))
      let quotes = Dictionary(grouping: reading.value.quotes) { $0.contract.underlying.name }
      #expect(quotes.mapValues(\.count) == ["SPY": 862, "QQQ": 710, "TSLA": 229, "NVDA": 110])
      #expect(quotes["QQQ"]?.allSatisfy { $0.spot == 663.8800048828125 } == true)
      #expect(reading.report.notes.contains { $0.contains("European formulas") })
      do {
        _ = try self.reading("yfinance_qqq_202604.csv")
        Issue.record("read without its time")
      } catch let error as FileError {
        #expect(error.description.contains("as-of"), "\(error)")
      }
    }

    @Test func halfADay() throws {
      let chain = try reading("spxw_early_close.csv").value
      let expiry = try #require(chain.quotes.first?.contract.expiry)
      #expect(expiry == Timestamp(text: "2025-07-03T17:00:00Z"), "\(expiry)")
    }

    @Test func noQuotes() throws {
      do {
        _ = try reading("spx_no_quotes.csv")
        Issue.record("read without quotes")
      } catch let error as FileError {
        #expect(error.description.contains("no row has a bid, an ask or a mark"), "\(error)")
      }
    }

    @Test func everyChainIsInATest() throws {
      #expect(try References.sharedNames(in: "field").count { $0.hasPrefix("chain_") } == 11)
    }
  }
#endif
