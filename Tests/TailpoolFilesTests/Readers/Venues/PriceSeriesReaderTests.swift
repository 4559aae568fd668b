#if Command
  import TailpoolMarket
  import TailpoolVenues
  import Testing

  @testable import TailpoolFiles

  @Suite("Prices beside a replay")
  struct PriceSeriesReaderTests {
    @Test("Times are words, seconds or dates; other columns are passed over")
    func reads() throws {
      let file = MadeUp.file(
        """
        # of a market
        price,volume,time
        3000,,2026-01-01
        3001.5,7,1767225660
        2e3,8,2026-01-01T00:02:00Z

        """)
      let series = try PriceSeriesReader.read(file, from: Timestamp(secondsSinceEpoch: 1_767_225_600))
      #expect(series.times.map(\.secondsSinceEpoch) == [1_767_225_600, 1_767_225_660, 1_767_225_720])
      #expect(series.prices == [3_000, 3_001.5, 2_000])
    }

    @Test(
      "Each bad row is a problem with its place",
      arguments: [
        ("time,price\n", "1:1: the file has no prices; expected at least one time and price"),
        ("time,cost\n1,2\n", "price"), ("time,price\n1,0\n", "2:3: price is 0"),
        ("time,price\n1,\n", "2:3: price is missing"),
        ("time,price\n1,nan\n", "2:3: price is"), ("time,price\n,5\n", "2:1: time is missing"),
        ("time,price\nnoon,5\n", "2:1: time is \"noon\"; expected seconds since 1970, a date"),
        ("time,price\n5,1\n5,1\n", "3:1: time 1970-01-01T00:00:05Z is not after 1970-01-01T00:00:05Z above it"),
        (
          "time,price\n101,1\n",
          "2:1: the first price is at 1970-01-01T00:01:41Z; expected one at or before the first trade at "
            + "1970-01-01T00:01:40Z"
        ),
      ])
    func problems(text: String, words: String) throws {
      do {
        _ = try PriceSeriesReader.read(MadeUp.file(text), from: Timestamp(secondsSinceEpoch: 100))
        Issue.record("no problem in \(text)")
      } catch { #expect("\(error)".contains(words), "\(error)") }
    }
  }
#endif
