#if Command
  import TailpoolInsurance
  import TailpoolLedger
  import TailpoolMarket
  import Testing

  @testable import TailpoolFiles

  @Suite("Journals of cover pools")
  struct CoverJournalTests {
    private static let opening = Timestamp(secondsSinceEpoch: 1_767_225_600)

    private func journal() throws -> (terms: CoverTerms, events: [CoverEvent]) {
      let day: Int64 = 86_400
      let terms = CoverTerms(
        asset: try Asset("USDC", decimals: 6), opening: Self.opening, shareOffset: 3, feeBasisPoints: 100,
        stakePremiumBasisPoints: 5_000, leastCover: 1, shortestPeriod: 1, longestPeriod: 365 * day,
        longestPause: 7 * day,
        capital: CoverTerms.Capital(
          backing: .stakesAndCapital, capacityRatioBasisPoints: 20_000, greatestWeight: 20_000,
          gearingBasisPoints: 48_000, dailyStep: 500, greatestStep: 100, interval: 3_600, openingRequirement: 1,
          leastRequirement: 1),
        stakes: CoverTerms.Stakes(burn: .deployed, offset: 0, slashFeeBasisPoints: 0, residue: 0),
        exits: CoverTerms.Exits(cooldownSeconds: day, windowSeconds: day),
        claims: CoverTerms.Claims(
          deposit: 10, rules: try AssessmentRules(appealBond: 5), priorAgreements: 1, priorDisagreements: 1))
      let product = CoverProduct(
        name: "depeg", kind: .parametric, weightBasisPoints: 10_000, targetBasisPoints: 300, openingBasisPoints: 300,
        bumpBasisPoints: 500, dailyDecayBasisPoints: 200, graceSeconds: day)
      let actions: [CoverAction] = [
        .openFund(name: "stake"), .deposit(member: "ann", fund: "capital", assets: 1_000_000, minimumShares: 1),
        .deposit(member: "sam", fund: "stake", assets: 500_000, minimumShares: 1), .openProduct(product),
        .buy(holder: "eve", product: "depeg", amount: 100_000, seconds: 100 * day, maximumPremium: 1_000),
        .declareIncident(product: "depeg", occurred: Self.opening, severityBasisPoints: 1_000),
        .fileClaim(holder: "eve", cover: 1, amount: 10_000, occurred: Self.opening), .pay(claim: 1, amount: 10_000),
      ]
      return (terms, actions.map { CoverEvent(at: Self.opening, $0) })
    }

    @Test("A journal makes the pool that its events make, and its last line has the digest that a replay tells")
    func replays() throws {
      let (terms, events) = try journal()
      let text = CoverJournal.text(terms, events)
      let replay = try CoverJournal.replay(MadeUp.file(text))
      #expect(try replay.pool == CoverPool(terms, replaying: events) && replay.lines == 9)
      #expect(replay.pool.audit().isEmpty && replay.pool.totals.paid == 10_000)
      #expect(try CoverJournal.replay(MadeUp.file(text), digest: replay.digest).digest == replay.digest)
      #expect(text.hasPrefix("{\"prev\":\"\(PoolJournal.origin)\",\"terms\":{\"version\":\"1\""))
      #expect(
        text.contains(
          "\"event\":{\"version\":\"1\",\"time\":\"1767225600\",\"action\":\"pay\",\"claim\":\"1\",\"amount\":\"10000\"}"
        ))
    }

    @Test("Events of stakes in tranches, a market of shares and floors are lines as the page of the journal shows them")
    func stakesAndShares() throws {
      let (terms, events) = try journal()
      let ladder = try MaturityLadder(trancheSeconds: 86_400, trancheCount: 8, bucketSeconds: 3_600)
      let tranche = ladder.tranche(at: Self.opening.secondsSinceEpoch)
      let rules = try RatchetMarketTerms(
        targetLiquidity: 1_000, inflowPerDay: 1, budgetInflowPerDay: 2, outflowPerDay: 3, cashReleasePerDay: 1 << 20,
        shareReleasePerDay: 1 << 60)
      let reserves = try RatchetReserves(cash: 100_000, sold: 90_000_000, bought: 110_000_000)
      let actions: [CoverAction] = [
        .openLadder(name: "ladder", ladder: ladder, reductionBasisPoints: 5, unit: 7),
        .stake(member: "cid", fund: "ladder", tranche: tranche, assets: 40_000, minimumShares: 200),
        .reward(from: "ann", fund: "ladder", assets: 864, maximum: 1, target: 40_000),
        .setFloor(product: "depeg", premium: 5, cover: 100),
        .openMarket(rules: rules, reserves: reserves, budget: 9),
        .buyShares(member: "bob", assets: 1_000, minimumShares: 1),
      ]
      var all = events + actions.map { CoverEvent(at: Self.opening, $0) }
      let later = Self.opening.advanced(bySeconds: 2 * 86_400)
      all += [
        CoverEvent(at: later, .unstake(member: "cid", fund: "ladder", tranche: tranche)),
        CoverEvent(at: later, .takeReward(member: "cid", fund: "ladder")),
        CoverEvent(at: later, .sellShares(member: "bob", shares: 500_000, minimumAssets: 1)),
      ]
      let text = CoverJournal.text(terms, all)
      let replay = try CoverJournal.replay(MadeUp.file(text))
      #expect(try replay.pool == CoverPool(terms, replaying: all) && replay.pool.audit().isEmpty)
      #expect(replay.pool.totals.rewardsTaken == 864 || replay.pool.totals.rewardsTaken == 863)
      for line in [
        #""action":"openLadder","name":"ladder","trancheSeconds":"86400","trancheCount":"8","bucketSeconds":"3600","reductionBasisPoints":"5","unit":"7"}"#,
        #""action":"stake","member":"cid","fund":"ladder","tranche":"20454","assets":"40000","minimumShares":"200"}"#,
        #""action":"reward","from":"ann","fund":"ladder","assets":"864","maximum":"1","target":"40000"}"#,
        #""action":"setFloor","product":"depeg","premium":"5","cover":"100"}"#,
        #""cashReleasePerDay":"1048576","shareReleasePerDay":"1152921504606846976","cash":"100000","sold":"90000000","bought":"110000000","budget":"9"}"#,
        #""action":"buyShares","member":"bob","assets":"1000","minimumShares":"1"}"#,
        #""action":"unstake","member":"cid","fund":"ladder","tranche":"20454"}"#,
      ] { #expect(text.contains(line), "\(line)") }
      let bad = text.marked(#""bucketSeconds":"3600""#, #""bucketSeconds":"0""#)
      #expect(throws: FileError.self) { try CoverJournal.replay(MadeUp.file(bad)) }
    }

    @Test("A line that was edited, cut off, of another form, or refused is named with its place")
    func refuses() throws {
      let (terms, events) = try journal()
      let text = CoverJournal.text(terms, events)
      func message(_ text: String, digest: String? = nil) -> String {
        do {
          _ = try CoverJournal.replay(MadeUp.file(text), digest: digest)
          return "taken"
        } catch { return "\(error)" }
      }
      #expect(message(text.marked("1000000", "1000001")).contains("made-up:4:1: the line does not follow"))
      #expect(message(String(text.dropLast())).contains("made-up:9:1: the line is cut off"))
      #expect(message(text.marked("\"100000\"", "100000")).contains("made-up:6:"))
      let digest = try CoverJournal.replay(MadeUp.file(text)).digest
      let lines = text.split(separator: "\n").map { "\($0)\n" }
      #expect(message(lines.dropLast().joined(), digest: digest).contains("lines were cut off or added"))
      #expect(message("").contains("the journal is empty"))
      #expect(
        message(text.marked("\"gearingBasisPoints\":\"48000\"", "\"gearingBasisPoints\":\"0\"")).contains(
          "made-up:1:1: the terms are not valid: invalid(field: \"gearingBasisPoints\")"))
      // A second payment of the same claim.
      let twice = CoverJournal.text(terms, events + events.suffix(1))
      #expect(message(twice).contains("made-up:10:1: the event is not taken: overpayment(left: 0)"))
      let early = CoverEvent(at: Self.opening.advanced(bySeconds: -1), .advance)
      #expect(
        message(CoverJournal.text(terms, events + [early])).contains("made-up:10:1: the event is not taken: outOf"))
    }
  }
#endif
