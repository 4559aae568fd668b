#if Command
  import TailpoolMarket

  @testable import TailpoolFiles

  enum HostileChains {
    private static let head = MadeUp.deribitHeader
    private static let row = MadeUp.deribitRow
    /// The cells of a good row up to the bid.
    private static let key = "2030-01-10T12:00:00Z,BTC-25JAN30-60000-C,BTC,C,60000,2030-01-25T08:00Z,"

    static let deribit = [
      Hostile("empty file", "§", "the file is empty"),
      Hostile("comments alone", "§# nothing\n\n  \n", "the file is empty"),
      Hostile("header alone", "§" + head, "the chain has no rows"),
      Hostile("other header", "§a,b,c\n1,2,3\n", "no known option chain"),
      Hostile(
        "missing column", "§ts,instrument,ccy,type,strike,expiry,bid,ask,mark,mark_iv,fwd,index\n",
        "no column \"oi\""),
      Hostile(
        "two missing columns", "§§ts,instrument,ccy,type,strike,bid,ask,mark,mark_iv,fwd,index\n",
        "no column \"expiry\"", "no column \"oi\""),
      Hostile("duplicate column", head.dropLast() + ",§bid\n" + row.dropLast() + ",1\n", "\"bid\" stands twice"),
      Hostile("short row", head + row + "2030-01-10T12:00:00Z,§BTC-25JAN30-60000-C\n", "row of 2 cells"),
      Hostile("long row", head + row.dropLast() + ",§7\n", "row of 15 cells"),
      Hostile("row that ends before its last comma", head + key + ",,,,,,§1\n", "row of 13 cells"),
      Hostile("quote inside a cell", head + "2030§\"-01" + row.dropFirst(7) + row, "quote inside a cell"),
      Hostile("text after a quote", head + "\"2030-01-10T12:00:00Z\"§x" + row.dropFirst(20), "after a closing quote"),
      Hostile("open quote", head + row + "§\"2030" + row.dropFirst(4) + row, "never closed"),
      Hostile("open quote in the header", "ts,§\"instrument\n" + row, "never closed"),
      Hostile("quote alone at the end", head + row + "§\"", "never closed"),
      Hostile(
        "combining mark on a comma", head + "2030-01-10T12:00:00Z,§\u{301}" + row.dropFirst(21), "instrument is"),
      Hostile(
        "byte that is not UTF-8", bytes: Array((head + "2030é").utf8) + [0xFF] + Array(row.utf8), line: 2, column: 6,
        "not UTF-8"),
      Hostile(
        "cut UTF-8 at the end", bytes: Array((head + row).utf8) + [0xE2, 0x82], line: 3, column: 1, "not UTF-8"),
      Hostile(
        "UTF-16", bytes: [0xFF, 0xFE] + Array(head.utf8).flatMap { [$0, 0] }, line: 1, column: 1, "not UTF-8"),
      Hostile("bid nan", head + key + "§nan,,,,,,,\n", "bid is \"nan\""),
      Hostile("ask infinite", head + key + ",§inf,,,,,,\n", "ask is \"inf\""),
      Hostile("mark -infinity", head + key + ",,§-Infinity,,,,,\n", "mark is \"-Infinity\""),
      Hostile("bid overflows", head + key + "§1e999,,,,,,,\n", "too large"),
      Hostile("bid negative", head + key + "§-0.1,,,,,,,\n", "bid is -0.1; expected a finite number, 0 or more"),
      Hostile("hexadecimal ask", head + key + ",§0x1p3,,,,,,\n", "ask is \"0x1p3\""),
      Hostile("word as mark", head + key + ",,§n/a,,,,,\n", "mark is \"n/a\""),
      Hostile("number with a comma in quotes", head + key + "§\"0,1\",,,,,,,\n", "bid is \"0,1\""),
      Hostile("number with a line end in quotes", head + key + "§\"0\n1\",,,,,,,\n", "bid is \"0\\n1\""),
      Hostile("negative volatility", head + key + ",,,§-0.5,,,,\n", "mark_iv is -0.5"),
      Hostile("volatility nan", head + key + ",,,§NaN,,,,\n", "mark_iv is \"NaN\""),
      Hostile("forward zero", head + key + ",,,,§0,,,\n", "fwd is 0; expected a finite number above 0"),
      Hostile("index negative", head + key + ",,,,,,§-1,\n", "index is -1"),
      Hostile("open interest negative", head + key + ",,,,,,,§-1\n", "oi is -1"),
      Hostile(
        "strike zero", head + "2030-01-10T12:00:00Z,§BTC-25JAN30-0-C,BTC,C,0,2030-01-25T08:00Z,,,,,,,,\n",
        "instrument is \"BTC-25JAN30-0-C\""),
      Hostile(
        "strike column negative", head + key.replacing("C,60000", "C,§-60000") + ",,,,,,,\n",
        "strike is -60000"),
      Hostile("strike missing", head + key.replacing("C,60000", "C,§") + ",,,,,,,\n", "strike is missing"),
      Hostile(
        "strike disagrees", head + key.replacing("C,60000", "C,§61000") + ",,,,,,,\n",
        "expected 60000.0 as in BTC-25JAN30-60000-C"),
      Hostile("type disagrees", head + key.replacing("BTC,C", "BTC,§P") + ",,,,,,,\n", "type is P; expected C"),
      Hostile("type unknown", head + key.replacing("BTC,C", "BTC,§X") + ",,,,,,,\n", "type is \"X\""),
      Hostile("currency disagrees", head + key.replacing("BTC,C", "§ETH,C") + ",,,,,,,\n", "ccy is \"ETH\""),
      Hostile(
        "expiry disagrees", head + key.replacing("2030-01-25T", "§2030-01-26T") + ",,,,,,,\n",
        "expected 2030-01-25T08:00:00Z"),
      Hostile("no such date", head + key.replacing("2030-01-25T", "§2030-02-30T") + ",,,,,,,\n", "expiry is"),
      Hostile(
        "every expiry before the snapshot", "§" + head + "2030-01-25T08:00:00Z" + key.dropFirst(20) + "1,,,,,,,\n",
        "every option of the chain has expired by 2030-01-25T08:00:00Z"),
      Hostile("no quotes", "§" + head + key + ",,,,,,,\n", "no row has a bid, an ask or a mark"),
      Hostile("time without zone", head + "§2030-01-10T12:00:00" + key.dropFirst(20) + ",,,,,,,\n", "ts is"),
      Hostile("time missing", head + "§" + key.dropFirst(20) + ",,,,,,,\n", "ts is missing"),
      Hostile(
        "instrument missing", head + key.replacing(",BTC-25JAN30-60000-C", ",§") + ",,,,,,,\n",
        "instrument is missing"),
      Hostile(
        "instrument is a future", head + key.replacing(",BTC-25JAN30-60000-C", ",§BTC-25JAN30") + ",,,,,,,\n",
        "expected an option such as"),
      Hostile(
        "instrument twice", head + row + key + ",,,,,,,\n" + row.replacing(",BTC-25", ",§BTC-25"),
        "BTC-25JAN30-50000-C stands first in line 2"),
      Hostile(
        "line counted through comments and quoted line ends",
        "# one\n\n" + head + row.replacing(",,50400", ",\"a\nb\",50400") + key + "§nan,,,,,,,\n", "bid is \"nan\""),
      Hostile(
        "column counted in characters", head + row + key.replacing("BTC,C", "§é€😀,C") + "§x,,,,,,,\n", "ccy is",
        "bid is"),
      Hostile(
        "carriage returns", (head + row).replacingLineEnds("\r\n") + key + "§nan,,,,,,,\r\n", "bid is \"nan\""),
      Hostile(
        "several problems in the order of the file",
        head + key + "§nan,§-1,,,,,,§x\n" + row + "§bad" + row.dropFirst(20),
        "bid", "ask", "oi", "ts"),
      Hostile("control characters are shown escaped", head + key + "§\u{1B}[31m,,,,,,,\n", "bid is \"\\u{1B}[31m\""),
    ]

    private static let indexHead = MadeUp.indexHeader
    private static let indexRow = MadeUp.indexRow

    static let index = [
      Hostile("missing root", "§" + indexHead.replacing("root,", "") + "1\n".dropFirst(2), "no column \"root\""),
      Hostile("unknown root", indexHead + indexRow.replacing(",SPXW", ",§NDX"), "expected SPX or SPXW"),
      Hostile("strike zero", indexHead + indexRow.replacing("C,4000", "C,§0"), "strike is 0"),
      Hostile("strike missing", indexHead + indexRow.replacing("C,4000", "C,§"), "strike is missing"),
      Hostile(
        "expiry before the snapshot", "§" + indexHead + indexRow.replacing(",2030-01-18", ",2030-01-09"),
        "every option of the chain has expired"),
      Hostile("expiry unreadable", indexHead + indexRow.replacing(",2030-01-18", ",§18/01/2030"), "expiry is"),
      Hostile("quote date unreadable", indexHead + "§2030-01-10 13:02 PM ET" + indexRow.dropFirst(22), "quote_date is"),
      Hostile("bid negative", indexHead + indexRow.replacing("49.5", "§-49.5"), "bid is -49.5"),
      Hostile("volatility negative", indexHead + indexRow.replacing("0.2,", "§-0.2,"), "iv is -0.2"),
      Hostile("spot zero", indexHead + indexRow.replacing(":00,4000", ":00,§0"), "spot is 0"),
      Hostile(
        "open interest missing its number", indexHead + indexRow.replacing(",7\n", ",§seven\n"), "oi is \"seven\""),
      Hostile("lower-case type", indexHead + indexRow.replacing(",C,", ",§call,"), "expected C or P"),
      Hostile(
        "instrument twice", indexHead + indexRow + indexRow.replacing("C,4000", "C,§4000.0"),
        "SPXW-18JAN30-4000-C stands first in line 2"),
    ]

    private static let element = """
      {"instrument_name": "BTC-25JAN30-50000-C", "mark_price": 0.045, "creation_timestamp": 1894276800123}
      """

    private static func summary(_ elements: String...) -> String {
      "{\"result\": [\n" + elements.joined(separator: ",\n") + "\n]}"
    }

    static let summary = [
      Hostile("no result", "§{\"error\": {\"code\": 1}}", "\"result\" is missing"),
      Hostile("result is no array", "{\"result\": §{}}", "\"instrument_name\" is missing"),
      Hostile("no options", "§{\"result\": []}", "the chain has no rows"),
      Hostile("cut off", "{\"result\": [{\"instrument_name\": §", "ends too early"),
      Hostile("cut off string", "{\"result\": [{§\"instrument_name", "never closed"),
      Hostile("NaN", summary(element.replacing("0.045", "§NaN")), "not allowed here"),
      Hostile("too large", summary(element.replacing("0.045", "§1e999")), "too large"),
      Hostile("negative mark", summary(element.replacing("0.045", "§-0.045")), "mark_price is -0.045"),
      Hostile("mark is a word", summary(element.replacing("0.045", "§\"0.045x\"")), "mark_price is \"0.045x\""),
      Hostile("no name", summary("§{\"creation_timestamp\": 1894276800123}"), "\"instrument_name\" is missing"),
      Hostile(
        "no time", summary("§{\"instrument_name\": \"BTC-25JAN30-50000-C\"}"), "\"creation_timestamp\" is missing"),
      Hostile("time out of range", summary(element.replacing("1894276800123", "§1e300")), "creation_timestamp is"),
      Hostile("time negative", summary(element.replacing("1894276800123", "§-1")), "creation_timestamp is"),
      Hostile(
        "futures alone", "§" + summary(element.replacing("\"BTC-25JAN30-50000-C\"", "\"BTC-PERPETUAL\"")),
        "the chain has no rows"),
      Hostile(
        "expired", "§" + summary(element.replacing("\"BTC-25JAN30-", "\"BTC-1JAN30-")), "every option of the chain"),
      Hostile(
        "a ticker without its time", "[§" + element.replacing("mark_price", "best_bid_price").replacing("\n", "") + "]",
        "no field says when"),
      Hostile(
        "unknown settlement", summary(element.replacing("\"BTC-", "§\"BTC_USDE-")), "instrument_name is"),
      Hostile(
        "twice", summary(element, element.replacing("\"BTC-25", "§\"BTC-25")), "stands first in line 2"),
      Hostile("name twice", summary(element.dropLast() + ", §\"mark_price\": 1}"), "stands twice in its object"),
      Hostile("element is a number", summary("§7", element), "element of result is 7.0"),
      Hostile("text behind", summary(element) + " §x", "not allowed here"),
      Hostile("trailing comma", summary(element, "").replacing("]}", "§]}"), "not allowed here"),
    ]
  }

  extension StringProtocol {
    /// The text with the first occurrence of a piece replaced.
    func replacing(_ piece: String, _ other: String) -> String {
      guard let range = String(self).firstRange(of: piece) else { return String(self) }
      return String(self).replacingCharacters(in: range, with: other)
    }
  }

  extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
      String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }
  }
#endif
