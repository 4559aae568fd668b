#if Command
  import TailpoolMarket
  import TailpoolQuoting
  import TailpoolVenues

  /// Reads orders of auctions, batches and crosses: CSV, one row an order, with the columns in any order; others are passed over.
  ///
  ///     order,time,participant,side,price,quantity,minimum,goodTill
  ///     1,2026-01-01T00:00:00Z,Ada,buy,101,50,,
  ///     2,2026-01-01T00:00:05Z,Bob,sell,market,20,10,2026-01-01T00:10:00Z
  ///     3,2026-01-01T00:00:07Z,Cyd,buy,peg-2,20,,
  ///
  /// Numbers are whole, in digits, and orders have one of their own each.
  public enum AuctionReader {
    /// Reads orders of a call auction: the columns above, of which the last two may be left out.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The orders in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file: a cell that is missing, in a wrong form or out of its range, an order
    ///   that stands twice, a time before the one above it, no order at all.
    /// - Complexity: O(bytes).
    public static func orders(_ file: InputFile) throws(FileError) -> [AuctionOrder] {
      try rows(file, ["order", "time", "participant", "side", "price", "quantity"]) { cells, log in
        let id = cells.whole("order", UInt64.self, least: 0, &log)
        let time = cells.time("time", &log)
        let participant = cells.text("participant", &log)
        let side = cells.side(&log)
        let pricing = log.required(
          cells["price"], "price", expected: "market, a whole number above 0, or peg with whole ticks, such as peg-2",
          pricing)
        let quantity = cells.whole("quantity", UInt64.self, least: 1, &log)
        let minimum = cells.isEmpty("minimum") ? 0 : cells.whole("minimum", UInt64.self, least: 0, &log)
        let end = cells.isEmpty("goodTill") ? nil : cells.time("goodTill", &log)
        cells.rememberOrder(id, &log)
        cells.rememberTime(time, &log)
        if let minimum, let quantity, minimum > quantity {
          log.add(
            at: cells["minimum"].offset, "minimum is \(minimum)", expected: "at most the quantity \(quantity)")
        }
        guard let id, let time, let participant, let side, let pricing, let quantity, let minimum else { return nil }
        return AuctionOrder(
          id: id, participant: participant, side: side, pricing: pricing, quantity: quantity, minimumQuantity: minimum,
          time: time, goodTill: end)
      }
    }

    /// Reads intents of a sealed batch: the columns `participant`, `amount0` and `amount1`, units that were paid in of both tokens.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The intents in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file, as above; a row that pays nothing in is one.
    /// - Complexity: O(bytes).
    public static func intents(_ file: InputFile) throws(FileError) -> [BatchIntent] {
      try rows(file, ["participant", "amount0", "amount1"]) { cells, log in
        let participant = cells.text("participant", &log)
        let amount0 = cells.whole("amount0", UInt128.self, least: 0, &log)
        let amount1 = cells.whole("amount1", UInt128.self, least: 0, &log)
        guard let participant, let amount0, let amount1 else { return nil }
        if amount0 == 0, amount1 == 0 {
          log.add(at: cells["amount0"].offset, "both amounts are 0", expected: "something that is paid in")
        }
        return BatchIntent(participant, paidIn: TokenPair(amount0, amount1))
      }
    }

    /// Reads orders of a midpoint cross: the columns `order`, `participant`, `side`, `amount`, `limit` and `balance`, and `minimum`, which
    /// may be left out.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The orders in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file, as above.
    /// - Complexity: O(bytes).
    public static func crossOrders(_ file: InputFile) throws(FileError) -> [CrossOrder] {
      try rows(file, ["order", "participant", "side", "amount", "limit", "balance"]) { cells, log in
        let id = cells.whole("order", UInt64.self, least: 0, &log)
        let participant = cells.text("participant", &log)
        let side = cells.side(&log)
        let amount = cells.whole("amount", UInt128.self, least: 1, &log)
        let limit = cells.whole("limit", UInt128.self, least: 1, &log)
        let balance = cells.whole("balance", UInt128.self, least: 0, &log)
        let minimum = cells.isEmpty("minimum") ? 0 : cells.whole("minimum", UInt128.self, least: 0, &log)
        cells.rememberOrder(id, &log)
        guard let id, let participant, let side, let amount, let limit, let balance, let minimum else { return nil }
        return CrossOrder(
          id: id, participant: participant, side: side, amount: amount, limit: limit, balance: balance, minimum: minimum
        )
      }
    }

    /// Reads trades that wait for a pool of a constant product: the columns `trade`, `trader`, `pays`, which is `token0` or `token1`, and
    /// `amount`, and `least` and `commitment`, which may be left out.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The trades in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file, as above.
    /// - Complexity: O(bytes).
    public static func swaps(_ file: InputFile) throws(FileError) -> [SwapIntent] {
      try rows(file, ["trade", "trader", "pays", "amount"], numbers: "trade") { cells, log in
        let id = cells.whole("trade", UInt64.self, least: 0, &log)
        let trader = cells.text("trader", &log)
        let zeroForOne = log.required(cells["pays"], "pays", expected: "token0 or token1") {
          ["token0": true, "token1": false][$0]
        }
        let amount = cells.whole("amount", UInt128.self, least: 1, &log)
        let least = cells.isEmpty("least") ? 0 : cells.whole("least", UInt128.self, least: 0, &log)
        let commitment = cells.isEmpty("commitment") ? "" : cells["commitment"].text
        cells.rememberOrder(id, &log)
        guard let id, let trader, let zeroForOne, let amount, let least else { return nil }
        return SwapIntent(
          id: id, trader: trader, zeroForOne: zeroForOne, paidIn: amount, least: least, commitment: commitment)
      }
    }

    /// Reads blocks of options: the columns `block`, `participant`, `legs`, `packages` and `limit`, and `minimum`, which may be left out.
    ///
    ///     block,participant,legs,packages,limit
    ///     1,Ada,1 BTC-23JAN26-96000-C;-1 BTC-30JAN26-86000-P,10,any
    ///
    /// A leg is how many contracts a package buys, or sells when negative, and the contract's name; legs are parted by semicolons. A limit
    /// is what a package costs at most in base units of the pool's asset, below zero what it must bring at least; `any` is none.
    ///
    /// - Parameter file: The bytes and the name that problems are reported under.
    /// - Returns: The blocks in the order of the file.
    /// - Throws: `FileError.invalid` with the problems of the file, as above.
    /// - Complexity: O(bytes).
    public static func blocks(_ file: InputFile) throws(FileError) -> [OptionBlock] {
      try rows(file, ["block", "participant", "legs", "packages", "limit"], numbers: "block") { cells, log in
        let id = cells.whole("block", UInt64.self, least: 0, &log)
        let participant = cells.text("participant", &log)
        let legs = log.required(
          cells["legs"], "legs",
          expected: "whole numbers other than 0 with names of contracts, each once, such as 1 BTC-23JAN26-96000-C", legs
        )
        let packages = cells.whole("packages", UInt64.self, least: 1, &log)
        let minimum = cells.isEmpty("minimum") ? 0 : cells.whole("minimum", UInt64.self, least: 0, &log)
        let limit = log.required(cells["limit"], "limit", expected: "any, or a whole number of base units") { text in
          text == "any" ? Int128.max : Int128(text)
        }
        cells.rememberOrder(id, &log)
        if let minimum, let packages, minimum > packages {
          log.add(
            at: cells["minimum"].offset, "minimum is \(minimum)", expected: "at most the packages \(packages)")
        }
        guard let id, let participant, let legs, let packages, let minimum, let limit else { return nil }
        let block = try? OptionBlock(
          id: id, participant: participant, legs: legs, packages: packages, minimum: min(minimum, packages),
          limit: limit)
        if block == nil {
          log.add(
            at: cells["packages"].offset, "packages is \(packages)",
            expected: "fewer than 2^32 contracts of each leg in all")
        }
        return block
      }
    }

    /// The legs of a package; nil where the text holds none, or a contract stands twice.
    private static func legs(_ text: String) -> [PackageLeg]? {
      var legs: [PackageLeg] = []
      for part in text.split(separator: ";", omittingEmptySubsequences: false) {
        let pieces = part.split(separator: " ", maxSplits: 1).map(String.init)
        guard pieces.count == 2, let ratio = Int64(pieces[0]), ratio != 0, ratio != .min else { return nil }
        legs.append(PackageLeg(pieces[1], ratio))
      }
      return Set(legs.map(\.contract)).count == legs.count ? legs : nil
    }

    private static func rows<Row>(
      _ file: InputFile, _ columns: [String], numbers: String = "order",
      _ read: (inout AuctionCells, inout ProblemLog) -> Row?
    ) throws(FileError) -> [Row] {
      var log = ProblemLog(file)
      var rows: [Row] = []
      if let table = CSVTable(file, log: &log), table.columns(columns, log: &log) != nil {
        rows.reserveCapacity(table.count)
        var cells = AuctionCells(table, numbers: numbers)
        for row in 0..<table.count {
          cells.row = row
          if let found = read(&cells, &log) { rows.append(found) }
        }
      }
      try log.check()
      if rows.isEmpty { throw log.failure("the file has no orders", expected: "at least one order") }
      return rows
    }

    private static func pricing(_ text: String) -> OrderPricing? {
      if text == "market" { return .market }
      if text.hasPrefix("peg") {
        let offset = text.dropFirst(3)
        if offset.isEmpty { return .pegged(offset: 0) }
        guard offset.hasPrefix("+") || offset.hasPrefix("-") else { return nil }
        return Int64(offset).map { .pegged(offset: $0) }
      }
      return digits(text).flatMap { (price: UInt64) in price > 0 ? .limit(price) : nil }
    }

    /// A whole number in digits alone.
    fileprivate static func digits<Number: FixedWidthInteger>(_ text: String) -> Number? {
      text.utf8.allSatisfy { (48...57).contains($0) } ? Number(text) : nil
    }
  }

  /// The cells of a row by the names of their columns, and what the rows above said.
  private struct AuctionCells {
    let table: CSVTable
    private let places: [String: Int]
    var row = 0
    /// The column of the numbers that rows have.
    private let numbers: String
    private var orders: [UInt64: Int] = [:]
    private var last: Timestamp?

    init(_ table: CSVTable, numbers: String) {
      (self.table, self.numbers) = (table, numbers)
      places = Dictionary(table.header.enumerated().map { ($1.text, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The cell of a column; that of the first where the file has no such column.
    subscript(name: String) -> CSVCell { table[row, places[name] ?? 0] }

    func isEmpty(_ name: String) -> Bool { places[name] == nil || self[name].text.isEmpty }

    func whole<Number: FixedWidthInteger>(
      _ name: String, _ type: Number.Type, least: Number, _ log: inout ProblemLog
    ) -> Number? {
      log.required(self[name], name, expected: "a whole number from \(least) to \(Number.max)") { text in
        AuctionReader.digits(text).flatMap { $0 >= least ? $0 : nil }
      }
    }

    func text(_ name: String, _ log: inout ProblemLog) -> String? {
      log.required(self[name], name, expected: "a name") { $0.isEmpty ? nil : $0 }
    }

    func side(_ log: inout ProblemLog) -> OrderSide? {
      log.required(self["side"], "side", expected: "buy or sell") { OrderSide(rawValue: $0) }
    }

    func time(_ name: String, _ log: inout ProblemLog) -> Timestamp? {
      log.required(
        self[name], name, expected: "seconds since 1970, or a time such as 2026-01-01T00:00:00Z", DateText.instant)
    }

    mutating func rememberOrder(_ id: UInt64?, _ log: inout ProblemLog) {
      guard let id else { return }
      let offset = self[numbers].offset
      if let first = orders[id] {
        log.add(at: offset, again: first, "\(numbers) \(id)", expected: "each \(numbers) once")
      } else {
        orders[id] = offset
      }
    }

    mutating func rememberTime(_ time: Timestamp?, _ log: inout ProblemLog) {
      guard let time else { return }
      if let last, time < last {
        log.add(
          at: self["time"].offset, "time \(time) is before \(last) above it", expected: "times that do not run back")
      }
      last = time
    }
  }
#endif
