import TailpoolMarket

/// The rows of one asset, or of all where they stand side by side, in the order of the file.
struct HistorySeries {
  /// When each row is.
  private(set) var times: [WrittenTime] = []
  /// Where each row stands in the file.
  private(set) var offsets: [Int] = []
  /// Assets × rows; NaN where there is no price.
  private(set) var prices: [[Double]]

  /// Creates a series without rows.
  init(assets: Int, capacity: Int = 0) {
    prices = [[Double]](repeating: [], count: assets)
    times.reserveCapacity(capacity)
    offsets.reserveCapacity(capacity)
    for asset in prices.indices { prices[asset].reserveCapacity(capacity) }
  }

  /// Adds a row without prices.
  mutating func addRow(_ time: WrittenTime, at offset: Int) {
    times.append(time)
    offsets.append(offset)
  }

  /// Adds the price of an asset in the row that was added last.
  mutating func add(_ price: Double?, of asset: Int) { prices[asset].append(price ?? .nan) }

  /// Brings the rows into rising order, which the first and the last tell; one that breaks it is a problem.
  ///
  /// - Returns: Whether they fell.
  mutating func rise(log: inout ProblemLog) -> Bool {
    guard let first = times.first, let last = times.last else { return false }
    let falls = last.seconds < first.seconds
    for row in times.indices.dropFirst() {
      let (before, time) = (times[row - 1], times[row])
      if falls ? time.seconds < before.seconds : time.seconds > before.seconds { continue }
      let isSame = time.seconds == before.seconds
      let side = falls ? "after" : "before"
      log.add(
        at: offsets[row],
        isSame ? "date \(time.date) stands twice" : "date \(time.date) is \(side) \(before.date) above it",
        expected: "dates that \(falls ? "fall" : "rise") from row to row")
    }
    if falls {
      times.reverse()
      offsets.reverse()
      for asset in prices.indices { prices[asset].reverse() }
    }
    return falls
  }

  /// Keeps of each date and asset the last price: rows within a day become days.
  ///
  /// - Returns: Rows that are gone.
  mutating func keepLastOfDay() -> Int {
    let ends = times.indices.filter { $0 + 1 == times.count || times[$0].date != times[$0 + 1].date }
    let gone = times.count - ends.count
    guard gone > 0 else { return 0 }
    for asset in prices.indices {
      var kept: [Double] = []
      kept.reserveCapacity(ends.count)
      var row = 0
      for end in ends {
        var price = Double.nan
        while row <= end {
          if !prices[asset][row].isNaN { price = prices[asset][row] }
          row += 1
        }
        kept.append(price)
      }
      prices[asset] = kept
    }
    times = ends.map { times[$0] }
    offsets = ends.map { offsets[$0] }
    return gone
  }

  /// The columns with nil where there is no price; each is given up as it is made.
  consuming func takeColumns() -> [[Double?]] {
    var columns: [[Double?]] = []
    columns.reserveCapacity(prices.count)
    for asset in prices.indices {
      columns.append(prices[asset].map { $0.isNaN ? nil : $0 })
      prices[asset] = []
    }
    return columns
  }
}
