#if Command
  import Foundation
  import TailpoolEvents
  import TailpoolFiles
  import TailpoolLedger
  import TailpoolMarket
  import TailpoolPoolEngine
  import Testing
  import _TailpoolTestSupport

  @Suite("Pool journal")
  struct PoolJournalTests {
    private func history() throws -> (terms: PoolTerms, events: [PoolEvent]) {
      let opening = Timestamp(secondsSinceEpoch: 1_700_000_000)
      var terms = PoolTerms(asset: try Asset("USDC", decimals: 6), opening: opening)
      terms.noticeSeconds = 0
      terms.limits.vega = 1_000_000
      let expiry = opening.advanced(bySeconds: 100_000)
      let contract = PoolContract(
        id: "P", underlying: "BTC", expiry: expiry,
        terms: .european(.put, strike: 10_000_000_000, settlement: .cash), size: 1_000_000,
        collateral: 100_000_000)
      let mark = ContractMark(contract: "P", bid: 1, ask: 2, deltaMillionths: -3, vega: 4)
      let hedge = HedgeMark(underlying: "BTC", low: -5, high: 6)
      let actions: [PoolAction] = [
        .deposit(participant: "Ada \"\\\n€", assets: 1_000_000_000, minimumShares: 0), .gift(from: "x", assets: 5),
        .loss(reason: "y", assets: 3), .list(contract),
        .trade(PoolTrade(mark: mark, quantity: -2, premium: 9, spread: 3, shortfallAfter: 1)),
        .hedge(underlying: "BTC", changeMillionths: -7, cash: 8, after: hedge),
        .mark(contracts: [mark], hedges: [hedge], source: "test", confidence: 9_000),
        .requestEntry(participant: "b", assets: 100, minimumShares: 1),
        .requestExit(participant: "Ada \"\\\n€", shares: 1_000_000, minimumAssets: 1), .process,
        .requestEntry(participant: "b", assets: 100, minimumShares: 1), .cancel(participant: "b", ticket: 3),
        .redeem(participant: "Ada \"\\\n€", shares: 1_000, minimumAssets: 0),
        .fundRewards(from: "s", assets: 1_000, seconds: 10),
        .halt(until: opening.advanced(bySeconds: 20), reason: "z"),
      ]
      var events = actions.map { PoolEvent(at: opening, $0) }
      events.append(PoolEvent(at: opening.advanced(bySeconds: 30), .claimRewards(participant: "Ada \"\\\n€")))
      for seconds in [98_200, 99_000] as [Int64] {
        events.append(
          PoolEvent(at: opening.advanced(bySeconds: seconds), .observe(underlying: "BTC", price: 9_000_000_000)))
      }
      events.append(PoolEvent(at: expiry, .settle(underlying: "BTC", expiry: expiry)))
      return (terms, events)
    }

    @Test("The digest of a value is the SHA-256 of its JSON, and a writer's that of the line it wrote last")
    func digests() throws {
      // printf '"über \\"x\\""' | sha256sum
      #expect(
        PoolJournal.digest(of: .text("über \"x\""))
          == "9e5dcbc3b776aa6b159e5d5e177404283ebbd8ee12f5b5d709757fe3e58710d6")
      let (terms, events) = try history()
      var writer = PoolJournalWriter()
      #expect(writer.digest == String(repeating: "0", count: 64))
      var text = writer.line(terms)
      let first = writer.digest
      #expect(try PoolJournal.replay(InputFile(name: "journal", text: text)).digest == first)
      text += writer.line(events[0])
      #expect(writer.digest != first)
      #expect(try PoolJournal.replay(InputFile(name: "journal", text: text)).digest == writer.digest)
    }

    @Test("POOL-030: a journal of every action replays to an equal pool with the same digest")
    func roundTrip() throws {
      let (terms, events) = try history()
      let pool = try MutualPool(terms, replaying: events)
      #expect(Set(events.map(\.action.name)).count == 17)
      let text = PoolJournal.text(terms, events)
      let replay = try PoolJournal.replay(InputFile(name: "journal", text: text))
      #expect(replay.pool == pool)
      #expect(replay.lines == events.count + 1)
      #expect(PoolJournal.digest(of: replay.pool.eventValue) == PoolJournal.digest(of: pool.eventValue))
      #expect(pool.audit().isEmpty)
    }

    @Test("POOL-306: a journal with contracts of every kind replays to an equal pool, barriers hit and all")
    func kinds() throws {
      let terms = try history().terms
      let (opening, expiry) = (terms.opening, terms.opening.advanced(bySeconds: 100_000))
      func list(_ id: String, _ kind: PoolContract.Terms, expires: Bool = true) -> PoolAction {
        .list(
          PoolContract(
            id: id, underlying: "BTC", expiry: expires ? expiry : nil, terms: kind, size: 1_000_000, collateral: 1))
      }
      func buy(_ id: String) -> PoolAction {
        .trade(
          PoolTrade(
            mark: ContractMark(contract: id, bid: 1, ask: 2, deliveredDeltaMillionths: id == "x" ? -4 : 0), quantity: 1,
            premium: 1))
      }
      let strike: UInt128 = 9_000_000_000
      var actions: [PoolAction] = [
        .deposit(participant: "a", assets: 1_000_000_000, minimumShares: 0),
        list("d", .digital(.asset, .call, strike: strike)),
        list("in", .barrier(.downAndIn, .put, strike: strike, barrier: 8_000_000_000, rebate: 7)),
        list("out", .barrier(.upAndOut, .put, strike: strike, barrier: 9_500_000_000, rebate: 100_000_000)),
        list("x", .exchange(delivering: "ETH", ratio: 3_000_000_000)),
        list("e", .everlasting(.put, strike: strike, fundingSeconds: 3_600, .discrete), expires: false),
        list("p", .power(power: 50_000_000, fundingSeconds: 3_600, .continuous), expires: false),
        list("a", .perpetualAmerican(.call, strike: strike), expires: false), list("v", .valued),
      ]
      actions += ["d", "in", "out", "x", "e", "p", "a", "v"].map(buy)
      actions += [
        .observe(underlying: "BTC", price: 8_000_000_000), .funding(contract: "e", cash: -5),
        .close(contract: "a", value: 6, source: "venue"),
      ]
      let events = actions.map { PoolEvent(at: opening, $0) }
      let pool = try MutualPool(terms, replaying: events)
      #expect(pool.barriersHit == ["in"] && pool.open.count == 7 && pool.audit().isEmpty)
      let text = PoolJournal.text(terms, events)
      let replay = try PoolJournal.replay(InputFile(name: "journal", text: text))
      #expect(replay.pool == pool && replay.pool.eventValue == pool.eventValue)
      #expect(pool.eventValue.canonicalJSON.contains(#""barriersHit":["in"]"#))
      for event in events { #expect(try PoolEvent(event.eventValue) == event) }
    }

    @Test("POOL-031: events pass through a general JSON coder unchanged")
    func codable() throws {
      let events = try history().events
      let data = try JSONEncoder().encode(events)
      #expect(try JSONDecoder().decode([PoolEvent].self, from: data) == events)
    }

    @Test("POOL-032: a line edited, cut out, moved or doubled is found, and named by its number")
    func tampering() throws {
      let (terms, events) = try history()
      let lines = PoolJournal.text(terms, events).split(separator: "\n").map(String.init)
      func line(_ lines: [String]) -> Int? {
        do {
          _ = try PoolJournal.replay(InputFile(name: "j", text: lines.joined(separator: "\n") + "\n"))
          return nil
        } catch {
          guard case .invalid(let problems, _) = error else { return -1 }
          return problems.first?.line
        }
      }
      #expect(line(lines) == nil)
      var edited = lines
      edited[2] = edited[2].replacingOccurrences(of: "\"5\"", with: "\"6\"")
      #expect(edited[2] != lines[2])
      #expect(line(edited) == 4)
      #expect(line(lines.enumerated().filter { $0.offset != 4 }.map(\.element)) == 5)
      var moved = lines
      moved.swapAt(2, 3)
      #expect(line(moved) == 3)
      #expect(line(Array(lines[..<4] + lines[3...])) == 5)
      #expect(line(Array(lines.dropFirst())) == 1)
    }

    @Test("POOL-033: lines cut off the end are found by who kept the last digest; a line cut in two always")
    func truncation() throws {
      let (terms, events) = try history()
      let text = PoolJournal.text(terms, events)
      let digest = try PoolJournal.replay(InputFile(name: "j", text: text)).digest
      let shorter = PoolJournal.text(terms, events.dropLast())
      #expect(throws: FileError.self) { try PoolJournal.replay(InputFile(name: "j", text: shorter), digest: digest) }
      _ = try PoolJournal.replay(InputFile(name: "j", text: text), digest: digest)
      for length in stride(from: 0, to: text.utf8.count - 1, by: 37) {
        let bytes = Array(text.utf8).prefix(length)
        if bytes.last == UInt8(ascii: "\n") { continue }
        #expect(throws: FileError.self) { try PoolJournal.replay(InputFile(name: "j", bytes: bytes)) }
      }
    }

    @Test("POOL-034: an unknown version, action or field, and a number out of form, are refused")
    func forms() throws {
      let good = PoolEvent(at: Timestamp(secondsSinceEpoch: 1), .gift(from: "x", assets: 5)).eventValue.canonicalJSON
      func read(_ text: String) throws -> PoolEvent { try JSONDecoder().decode(PoolEvent.self, from: Data(text.utf8)) }
      _ = try read(good)
      let changes: [(String, String, EventFormatError)] = [
        ("\"version\":\"1\"", "\"version\":\"2\"", .unknownVersion("2")),
        ("\"gift\"", "\"grift\"", .unknownAction("grift")), ("\"5\"", "\"-5\"", .invalid(field: "assets")),
        ("\"5\"", "\"05\"", .invalid(field: "assets")), ("\"5\"", "\"5.0\"", .invalid(field: "assets")),
        ("\"5\"", "\"5\",\"note\":\"\"", .unknown(field: "note")), ("\"from\"", "\"form\"", .missing(field: "from")),
      ]
      for (old, new, error) in changes {
        #expect(throws: error) { try read(good.replacingOccurrences(of: old, with: new)) }
      }
    }

    @Test("POOL-035: bytes changed at random never trap the reader", arguments: [1, 2, 3, 4] as [UInt64])
    func mutated(seed: UInt64) throws {
      let (terms, events) = try history()
      let bytes = Array(PoolJournal.text(terms, events).utf8)
      let pool = try MutualPool(terms, replaying: events)
      var random = SeededGenerator(seed: seed)
      for _ in 0..<200 {
        var changed = bytes
        for _ in 0...(random.next() % 3) {
          changed[Int(random.next() % UInt64(changed.count))] = UInt8(truncatingIfNeeded: random.next())
        }
        if changed == bytes { continue }
        if let replay = try? PoolJournal.replay(InputFile(name: "j", bytes: changed)) {
          // Only the last line is followed by no digest.
          #expect(replay.lines == events.count + 1 && replay.digest != PoolJournal.origin)
          #expect(replay.pool.eventCount == pool.eventCount)
        }
      }
    }
  }
#endif
