#if Command
  import TailpoolScenarios
  import Testing
  import _TailpoolTestSupport

  @testable import TailpoolFiles

  /// Real downloads and files after public reports, with their right answers.
  @Suite("Histories as people have them", .enabled(if: References.hasShared, "the files are absent"))
  struct FieldHistoryTests {
    struct File: Sendable, CustomTestStringConvertible {
      let name: String
      let assets: [String]
      let rows: Int
      /// Variance of the log returns of the only asset, with n − 1, by pandas.
      var variance: Double?
      var remark: String?
      var testDescription: String { name }
    }

    static let files = [
      File(name: "Date", assets: ["SPY", "TLT"], rows: 4),
      File(name: "datetime_zone", assets: ["AAPL", "MSFT"], rows: 4),
      File(name: "pandas_index", assets: ["AAPL", "MSFT"], rows: 3),
      File(name: "newest_first", assets: ["AAPL", "MSFT"], rows: 3, remark: "newest first"),
      File(name: "nan", assets: ["AAPL", "MSFT"], rows: 4),
      File(name: "na", assets: ["AAPL", "MSFT"], rows: 4),
      File(name: "ohlc_capitals", assets: ["Close"], rows: 3),
      File(name: "close_and_adj_close", assets: ["adj_close"], rows: 3, remark: "\"adj_close\" was read"),
      File(
        name: "yahoo_tlt_2021", assets: ["Adj Close"], rows: 155, variance: 7.133572240388925e-05,
        remark: "\"Adj Close\" was read"),
      File(name: "semicolon_comma_decimal", assets: ["BTC", "ETH"], rows: 3, remark: "comma before decimals"),
      File(name: "thousands", assets: ["BTC"], rows: 3),
      File(name: "long_symbol", assets: ["BTC", "ETH"], rows: 3),
      File(name: "trailing_comma", assets: ["AAPL", "MSFT"], rows: 3),
      File(name: "yfinance_multi", assets: ["AAPL", "MSFT"], rows: 2),
      File(name: "investing_btc", assets: ["Price"], rows: 399, variance: 7.0142776647e-04, remark: "month-first"),
      File(name: "coingecko_btc", assets: ["price"], rows: 399, variance: 3.26619985829e-03),
      File(name: "ccxt_hourly_btc", assets: ["BTC/USD"], rows: 14, variance: 2.6700687735e-04, remark: "became days"),
      File(name: "constant_asset", assets: ["SPY", "TLT", "USD"], rows: 600),
    ]

    @Test(arguments: files)
    func reads(_ file: File) throws {
      let path = try References.shared("field/history_\(file.name).csv").path
      let reading = try HistoryReader.reading(InputFile(path: path))
      #expect(reading.value.assets == file.assets)
      #expect(reading.value.dates.count == file.rows, "\(reading.report)")
      if let remark = file.remark {
        #expect(reading.report.remarks.contains { $0.contains(remark) }, "\(reading.report)")
      }
      if let variance = file.variance {
        let panel = try reading.value.returns(for: file.assets)
        let found = try SampleCovariance().covariance(of: panel).matrix[0, 0]
        #expect(abs(found - variance) < 1e-10 * variance, "\(found), expected \(variance)")
      }
    }

    @Test func everyHistoryIsInTheTable() throws {
      let names = try References.sharedNames(in: "field").filter { $0.hasPrefix("history_") }
      #expect(Set(names) == Set(Self.files.map { "history_\($0.name).csv" }))
    }
  }
#endif
