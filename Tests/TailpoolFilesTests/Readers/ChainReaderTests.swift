#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  @Suite struct ChainReaderTests {
    @Test func readsDeribitRows() throws {
      let chain = try ChainReader.read(MadeUp.file(MadeUp.deribit))
      #expect(chain.asOf.description == "2030-01-10T12:00:05Z")
      let expiry = Timestamp(try #require(CalendarDate(year: 2030, month: 1, day: 25)), hour: 8)
      let call = try OptionContract(
        underlying: "BTC", type: .call, strike: 50_000, expiry: expiry, settlement: .coin, contractSize: 1)
      let put = try OptionContract(underlying: "BTC", type: .put, strike: 50_000, expiry: expiry, settlement: .coin)
      #expect(
        chain.quotes == [
          OptionChain.Quote(
            contract: call, bid: 0.04, ask: 0.05, mark: 0.045, markVolatility: 0.6, forward: 50_500, spot: 50_400,
            openInterest: 12),
          OptionChain.Quote(contract: put, mark: 0.0351, spot: 50_410),
        ])
      #expect(chain.quotes[0].contract.name == "BTC-25JAN30-50000-C")
    }

    @Test func readsIndexRows() throws {
      let chain = try ChainReader.read(MadeUp.file(MadeUp.index))
      #expect(chain.asOf.description == "2030-01-10T17:01:00Z")
      let (call, put) = (chain.quotes[0], chain.quotes[1])
      #expect(call.contract.expiry.description == "2030-01-18T21:00:00Z")
      #expect(put.contract.expiry.description == "2030-01-18T14:30:00Z")
      #expect(call.contract.name == "SPXW-18JAN30-4000-C")
      #expect(put.contract.name == "SPX-18JAN30-4000-P")
      #expect(call.contract.contractSize == 100)
      #expect(call.contract.settlement == .cash)
      #expect(call.contract.underlying == "SPX")
      #expect((call.bid, call.ask, call.markVolatility) == (49.5, 50.5, 0.2))
      #expect((call.mark, call.forward, call.spot) == (nil, nil, 4_000))
      #expect((put.bid, put.ask, put.markVolatility) == (nil, 50.5, nil))
      #expect((call.openInterest, put.openInterest) == (7, 0))
    }

    @Test func readsBookSummaries() throws {
      let chain = try ChainReader.read(MadeUp.file(MadeUp.summary))
      #expect(chain.asOf.description == "2030-01-10T12:00:00Z")
      let (coin, cash) = (chain.quotes[0], chain.quotes[1])
      #expect(coin.contract.name == "BTC-25JAN30-50000-C")
      #expect(coin.contract.settlement == .coin)
      #expect((coin.bid, coin.ask, coin.mark) == (0.04, nil, 0.045))
      #expect((coin.markVolatility, coin.forward, coin.spot) == (0.6, 50_500, 50_400))
      #expect(coin.openInterest == 12.5)
      #expect(cash.contract.name == "XRP_USDC-25JAN30-0d5-P")
      #expect(cash.contract.underlying == "XRP")
      #expect(cash.contract.settlement == .cash)
      #expect(cash.contract.strike == 0.5)
      #expect((cash.bid, cash.ask, cash.markVolatility) == (nil, 0.05, nil))
      #expect((cash.forward, cash.spot) == (0.52, 0.52))
    }

    @Test func passesOverCommentsBlankLinesByteOrderMarkAndCarriageReturns() throws {
      let plain = try ChainReader.read(MadeUp.file(MadeUp.deribit))
      let dressed = "# a \"comment\n\n" + MadeUp.deribitHeader + "  \n#,,,\n" + MadeUp.deribitRow + MadeUp.deribitPut
      #expect(try ChainReader.read(MadeUp.file(dressed)) == plain)
      #expect(try ChainReader.read(MadeUp.file("\u{FEFF}" + MadeUp.deribit)) == plain)
      #expect(try ChainReader.read(MadeUp.file(MadeUp.deribit.replacingLineEnds("\r\n"))) == plain)
      #expect(try ChainReader.read(MadeUp.file(MadeUp.deribit.replacingLineEnds("\r"))) == plain)
      #expect(try ChainReader.read(MadeUp.file(String(MadeUp.deribit.dropLast()))) == plain)
      #expect(try ChainReader.read(MadeUp.file("\u{FEFF} \n" + MadeUp.summary)).quotes.count == 2)
    }

    @Test func readsQuotedCellsAndColumnsInAnyOrder() throws {
      let quoted =
        MadeUp.deribitHeader + "\""
        + MadeUp.deribitRow.dropLast().split(separator: ",", omittingEmptySubsequences: false)
        .joined(separator: "\" , \"") + "\"\n" + MadeUp.deribitPut
      #expect(try ChainReader.read(MadeUp.file(quoted)) == ChainReader.read(MadeUp.file(MadeUp.deribit)))
      let reversed = MadeUp.deribit.split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",") }
      #expect(
        try ChainReader.read(MadeUp.file(reversed.joined(separator: "\n")))
          == ChainReader.read(MadeUp.file(MadeUp.deribit)))
    }

    @Test func keepsAnIndexOptionThatHasSettledOnTheQuoteDay() throws {
      let text =
        MadeUp.indexHeader + "2030-01-10T11:55-05:00,4000,2030-01-10,C,4000,SPX,50,49.5,50.5,3,0.2,0.5,0.001,7\n"
      let chain = try ChainReader.read(MadeUp.file(text + MadeUp.indexRow))
      #expect(chain.quotes[0].contract.expiry < chain.asOf)
      let snapshot = try MarketSnapshot(chains: [chain, try ChainReader.read(MadeUp.file(MadeUp.deribit))])
      #expect(snapshot.diagnostics.dropped.map(\.count).first == 1)
    }

    @Test("Rejects hostile Deribit chains with the place", arguments: HostileChains.deribit)
    func rejectsDeribit(_ hostile: Hostile) {
      hostile.expectRejection { try ChainReader.read($0) }
    }

    @Test("Rejects hostile index chains with the place", arguments: HostileChains.index)
    func rejectsIndex(_ hostile: Hostile) {
      hostile.expectRejection { try ChainReader.read($0) }
    }

    @Test("Rejects hostile book summaries with the place", arguments: HostileChains.summary)
    func rejectsSummary(_ hostile: Hostile) {
      hostile.expectRejection { try ChainReader.read($0) }
    }

    @Test func keepsFiftyProblemsAndCountsTheRest() throws {
      let rows = (0..<60).map {
        "2030-01-10T12:00:00Z,BTC-25JAN30-\(1_000 + $0)-C,BTC,P,\(1_000 + $0),2030-01-25T08:00Z,,,,,,,,\n"
      }
      do {
        _ = try ChainReader.read(MadeUp.file(MadeUp.deribitHeader + rows.joined()))
        Issue.record("accepted")
      } catch FileError.invalid(let problems, let further) {
        #expect(problems.count == 50)
        #expect(further == 10)
        #expect(problems.map(\.line) == Array(2...51))
        #expect(problems[0].description == "made-up:2:45: type is P; expected C as in BTC-25JAN30-1000-C")
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  extension String {
    func replacingLineEnds(_ end: String) -> String {
      split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
    }
  }
#endif
