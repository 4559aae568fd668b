#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  @Suite struct HistoryReaderTests {
    private func dates(_ texts: String...) throws -> [CalendarDate] {
      try texts.map { try #require(DateText.date($0)) }
    }

    @Test func readsOneColumnAnAsset() throws {
      let history = try HistoryReader.read(MadeUp.file(MadeUp.wide))
      #expect(history.assets == ["BTC", "ETH"])
      #expect(try history.dates == dates("2029-12-31", "2030-01-01", "2030-01-03"))
      #expect(history.prices == [[50_000, 50_500.5, nil], [nil, 3_000, 3_010]])
    }

    @Test func readsOneRowAnAssetAndDate() throws {
      let history = try HistoryReader.read(MadeUp.file(MadeUp.long))
      #expect(history.assets == ["BTC", "ETH"])
      #expect(try history.dates == dates("2030-01-01", "2030-01-02", "2030-01-04"))
      #expect(history.prices == [[50_000, 50_500, nil], [nil, 3_000, nil]])
    }

    @Test func readsLongRowsSortedByAsset() throws {
      let text =
        "date,ccy,open,high,low,close\n2030-01-02,ETH,1,2,3,70\n2030-01-03,ETH,1,2,3,71\n2030-01-01,BTC,1,2,3,50\n"
      let history = try HistoryReader.read(MadeUp.file(text))
      #expect(history.assets == ["ETH", "BTC"])
      #expect(try history.dates == dates("2030-01-01", "2030-01-02", "2030-01-03"))
      #expect(history.prices == [[nil, 70, 71], [50, nil, nil]])
    }

    @Test(arguments: ["date,close\n2030-01-01,5\n", "date,open,high,low,close\n2030-01-01,1,9,1,5\n"])
    func readsOneSeries(_ text: String) throws {
      let history = try HistoryReader.read(MadeUp.file(text))
      #expect(history.assets == ["close"])
      #expect(history.prices == [[5]])
    }

    @Test func passesOverTimesBesideAssets() throws {
      let history = try HistoryReader.read(MadeUp.file("ts,date,BTC\nnoon,2030-01-01,5\n"))
      #expect(history.assets == ["BTC"])
    }

    @Test("Rejects hostile histories with the place", arguments: HostileHistories.all)
    func rejects(_ hostile: Hostile) {
      hostile.expectRejection { try HistoryReader.read($0) }
    }
  }

  enum HostileHistories {
    static let all = [
      Hostile("empty file", "§", "the file is empty"),
      Hostile("header alone", "§date,BTC\n", "the history has no rows"),
      Hostile("no date", "§when,BTC\n2030-01-01,5\n", "no column \"date\""),
      Hostile("no asset", "§date\n2030-01-01\n", "names no asset"),
      Hostile("asset without a name", "date,BTC,§\n2030-01-01,5,6\n", "has no name"),
      Hostile("asset twice", "date,BTC,§BTC\n2030-01-01,5,6\n", "\"BTC\" stands twice"),
      Hostile("long without close", "§date,sym,open\n2030-01-01,BTC,5\n", "no column \"close\""),
      Hostile("negative price", "date,BTC\n2030-01-01,§-5\n", "BTC is -5"),
      Hostile("a word", "date,BTC\n2030-01-01,§none given\n", "BTC is \"none given\""),
      Hostile("infinity", "date,BTC,ETH\n2030-01-01,5,§+inf\n", "ETH is \"+inf\""),
      Hostile("overflow", "date,BTC\n2030-01-01,§1e400\n", "too large"),
      Hostile("underflow", "date,BTC\n2030-01-01,§1e-400\n", "BTC is 1e-400"),
      Hostile("date twice", "date,BTC\n2030-01-01,5\n§2030-01-01,6\n", "date 2030-01-01 stands twice"),
      Hostile(
        "dates fall", "date,BTC\n2030-01-02,5\n§2030-01-01,6\n2030-01-03,7\n", "date 2030-01-01 is before 2030-01-02"),
      Hostile("no such date", "date,BTC\n§2030-02-29,5\n", "date is \"2030-02-29\""),
      Hostile("month or day first", "date,BTC\n§01/02/2030,5\n", "option date-order"),
      Hostile("both orders", "date,BTC\n13/02/2030,5\n§02/14/2030,6\n", "date is"),
      Hostile("thousands or decimals", "date,BTC\n2030-01-01,§\"1,234\"\n", "option decimal-mark"),
      Hostile("thousands not in threes", "date;BTC\n2030-01-01;1.500,25\n2030-01-02;§1.25,5\n", "BTC is"),
      Hostile("a range without its close", "date,§open,high,low\n2030-01-01,1,2,1\n", "without its close"),
      Hostile("a price that cannot be", "date,BTC\n2030-01-01,5\n§2030-01-02,5001\n", "moves by a factor"),
      Hostile("a time twice", "date,BTC\n2030-01-01 10:00,5\n§2030-01-01 10:00,6\n", "stands twice"),
      Hostile("falls, then rises", "date,BTC\n2030-01-03,5\n2030-01-01,6\n§2030-01-02,7\n", "is after 2030-01-01"),
      Hostile("Unix time with a tail", "date,BTC\n§1714003200000Z,5\n", "date is"),
      Hostile("date missing", "date,BTC\n§,5\n", "date is missing"),
      Hostile("date with a tail", "date,BTC\n§2030-01-01x,5\n", "date is"),
      Hostile("short row", "date,BTC,ETH\n2030-01-01,§5\n", "row of 2 cells"),
      Hostile("long row", "date,BTC\n2030-01-01,5,§6\n", "row of 3 cells"),
      Hostile(
        "date twice for one asset", "date,sym,close\n2030-01-01,BTC,5\n2030-01-01,ETH,5\n§2030-01-01,BTC,6\n",
        "stands twice"),
      Hostile("long without an asset", "date,sym,close\n2030-01-01,§,5\n", "sym is missing"),
      Hostile("long with a negative price", "date,sym,close\n2030-01-01,BTC,§-5\n", "close is -5"),
      Hostile("NUL", "date,BTC\n2030-01-01,§\0\n", "BTC is"),
    ]
  }
#endif
