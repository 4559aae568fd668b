#if Command
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  @Suite struct BookReaderTests {
    private let snapshot: MarketSnapshot

    init() throws {
      snapshot = try MarketSnapshot(chains: [ChainReader.read(MadeUp.file(MadeUp.deribit))])
    }

    @Test func readsPositions() throws {
      let book = try BookReader.read(MadeUp.file(MadeUp.book), in: snapshot)
      #expect(book.positions.map(\.id) == ["a", "b"])
      #expect(book.positions.map(\.quantity) == [-10, 2.5])
      #expect(book.positions.map(\.contract.name) == ["BTC-25JAN30-50000-C", "BTC-25JAN30-50000-P"])
    }

    @Test func passesOverOtherColumns() throws {
      let text = "note,quantity,instrument,id\nfree text,1,BTC-25JAN30-50000-C,x\n"
      #expect(try BookReader.read(MadeUp.file(text), in: snapshot).positions.count == 1)
    }

    @Test("Rejects hostile books with the place", arguments: hostile)
    func rejects(_ hostile: Hostile) {
      hostile.expectRejection { try BookReader.read($0, in: snapshot) }
    }

    @Test func readsContractsWithoutExpiry() throws {
      let book = try BookReader.read(MadeUp.file("\u{FEFF}" + MadeUp.bookOfPerpetuals), in: snapshot)
      #expect(book.positions.map(\.id) == ["a", "b", "c", "d", "e", "f"])
      #expect(book.positions.map(\.quantity) == [-10, -4, 1e-3, 2, 2.5, -250])
      let contracts = try [
        PerpetualContract(
          underlying: "BTC",
          terms: .everlastingOption(.put, strike: 48_000.5, fundingPeriod: 0.5 / 365, funding: .discrete),
          contractSize: 0.1, marking: .init(volatility: 0.6, rate: -0.01, dividendYield: 0)),
        PerpetualContract(
          underlying: "BTC", terms: .powerPerpetual(power: 2, fundingPeriod: 17.5 / 365, funding: .continuous)),
        PerpetualContract(
          underlying: "BTC", terms: .perpetualAmerican(.call, strike: 60_000), marking: .init(dividendYield: 0.01)),
        PerpetualContract(underlying: "BTC", terms: .linearFuture(entry: 51_000)),
        PerpetualContract(underlying: "BTC", terms: .inverseFuture(entry: nil), contractSize: 10),
      ]
      #expect(book.positions.dropFirst().map(\.contract) == contracts.map { Contract($0) })
      #expect(book.positions[0].contract.name == "BTC-25JAN30-50000-C")
    }

    private static func json(_ position: String) -> String { "{\"positions\": [\(position)]}" }

    /// A position with terms after its id and quantity; the marks of the terms are kept.
    private static func perpetual(_ terms: String) -> String {
      json("{\"id\": \"a\", \"quantity\": 1, \"underlying\": \"BTC\", \(terms)}")
    }

    @Test("Rejects hostile positions with the place and the name of the field", arguments: hostileJSON)
    func rejectsJSON(_ hostile: Hostile) {
      hostile.expectRejection { try BookReader.read($0, in: snapshot) }
    }

    static let hostileJSON = [
      Hostile("nothing in it", "§{\"positions\": []}", "the book has no rows"),
      Hostile("no positions", "§{}", "\"positions\" is missing"),
      Hostile("another name", "{§\"book\": 1, \"positions\": [§3]}", "a book has no \"book\"", "position is 3.0"),
      Hostile("cut off", "{\"positions\": [§", "expected"),
      Hostile("no id", json("§{\"quantity\": 1, \"instrument\": \"BTC-25JAN30-50000-C\"}"), "\"id\" is missing"),
      Hostile(
        "id twice",
        json(
          "{\"id\": \"a\", \"quantity\": 1, \"instrument\": \"BTC-25JAN30-50000-C\"}, "
            + "{\"id\": §\"a\", \"quantity\": 1, \"instrument\": \"BTC-25JAN30-50000-C\"}"),
        "the id \"a\" stands first in line 1"),
      Hostile(
        "unknown option", json("{\"id\": \"a\", \"quantity\": 1, \"instrument\": §\"BTC-25JAN30-51000-C\"}"),
        "instrument is \"BTC-25JAN30-51000-C\""),
      Hostile(
        "no quantity", json("§{\"id\": \"a\", \"instrument\": \"BTC-25JAN30-50000-C\"}"), "\"quantity\" is missing"),
      Hostile(
        "an option with terms",
        json("{\"id\": \"a\", \"quantity\": 1, \"instrument\": \"BTC-25JAN30-50000-C\", §\"strike\": 3}"),
        "a position in a listed option has no \"strike\""),
      Hostile("unknown kind", perpetual("\"kind\": §\"moon\""), "kind is \"moon\"; expected one of everlasting"),
      Hostile(
        "unknown underlying",
        json("{\"id\": \"a\", \"quantity\": 1, \"kind\": \"linear-perpetual\", \"underlying\": §\"SOL\"}"),
        "underlying is \"SOL\"; expected one of BTC"),
      Hostile(
        "no strike, no type, no period",
        perpetual("\"kind\": \"everlasting-option\"").replacing("{\"id", with: "§§§{\"id"),
        "\"type\" is missing", "\"strike\" is missing", "\"fundingPeriodDays\" is missing"),
      Hostile(
        "wrong terms of an option",
        perpetual(
          "\"kind\": \"everlasting-option\", \"type\": §\"C\", \"strike\": §0, \"fundingPeriodDays\": §-1, "
            + "\"funding\": §\"hourly\", \"volatility\": §0, \"contractSize\": §\"big\", \"rate\": §\"x\""),
        "type is \"C\"", "strike is 0.0", "fundingPeriodDays is -1.0", "funding is \"hourly\"", "volatility is 0.0",
        "contractSize is \"big\"", "rate is \"x\""),
      Hostile(
        "a power without a number",
        perpetual("\"kind\": \"power-perpetual\", \"power\": §null, \"fundingPeriodDays\": 1"),
        "power is null"),
      Hostile(
        "a yield of a power",
        perpetual(
          "\"kind\": \"power-perpetual\", \"power\": 2, \"fundingPeriodDays\": 1, §\"dividendYield\": 0"),
        "power-perpetual has no \"dividendYield\""),
      Hostile(
        "a negative rate of an American option",
        perpetual("\"kind\": \"perpetual-american\", \"type\": \"put\", \"strike\": 1, \"rate\": §-0.01"),
        "rate is -0.01; expected a finite number, 0 or more"),
      Hostile(
        "a future with a strike and no price",
        perpetual("\"kind\": \"inverse-perpetual\", §\"strike\": 1, \"entry\": §0"),
        "inverse-perpetual has no \"strike\"", "entry is 0.0"),
      Hostile(
        "a period that is nothing in years",
        perpetual(
          "\"kind\": \"power-perpetual\", \"power\": 2, \"fundingPeriodDays\": 5e-324"
        ).replacing("{\"id", with: "§{\"id"), "the contract has a number out of its range"),
    ]

    static let hostile = [
      Hostile("empty file", "§", "the file is empty"),
      Hostile("header alone", "§id,instrument,quantity\n", "the book has no rows"),
      Hostile("missing column", "§id,instrument\na,b\n", "no column \"quantity\""),
      Hostile(
        "unknown instrument", "id,instrument,quantity\na,§BTC-25JAN30-51000-C,1\n",
        "instrument is \"BTC-25JAN30-51000-C\"; expected the name of an option in the chain, such as BTC-25JAN30-50000-C, or"
      ),
      Hostile("no instrument", "id,instrument,quantity\na,§,1\n", "instrument is missing"),
      Hostile("id twice", MadeUp.book + "§a,BTC-25JAN30-50000-C,1\n", "the id \"a\" stands first in line 2"),
      Hostile("id missing", MadeUp.book + "§,BTC-25JAN30-50000-C,1\n", "id is missing"),
      Hostile("quantity nan", MadeUp.book + "c,BTC-25JAN30-50000-C,§nan\n", "quantity is \"nan\""),
      Hostile("quantity infinite", MadeUp.book + "c,BTC-25JAN30-50000-C,§-inf\n", "quantity is \"-inf\""),
      Hostile("quantity overflows", MadeUp.book + "c,BTC-25JAN30-50000-C,§-1e309\n", "too large"),
      Hostile("quantity missing", MadeUp.book + "c,BTC-25JAN30-50000-C,§\n", "quantity is missing"),
      Hostile("quantity missing at the end", MadeUp.book + "c,BTC-25JAN30-50000-C,§", "quantity is missing"),
      Hostile("ragged", MadeUp.book + "c,§BTC-25JAN30-50000-C\n", "row of 2 cells"),
    ]
  }
#endif
