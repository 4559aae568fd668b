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

    static let hostile = [
      Hostile("empty file", "§", "the file is empty"),
      Hostile("header alone", "§id,instrument,quantity\n", "the book has no rows"),
      Hostile("missing column", "§id,instrument\na,b\n", "no column \"quantity\""),
      Hostile(
        "unknown instrument", "id,instrument,quantity\na,§BTC-25JAN30-51000-C,1\n",
        "instrument is \"BTC-25JAN30-51000-C\"; expected the name of an option in the chain"),
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
