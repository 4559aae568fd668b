import TailpoolLedger
import TailpoolMarket

@testable import TailpoolInsurance

extension CoverProperty {
  /// Laws of the market of shares and of price floors.
  static let market: [CoverProperty] = [
    CoverProperty("COVER-096: no order of the market takes from the book value of a share of those who stay") { p in
      guard p.isTaken(.buyShares, .sellShares) else { return true }
      let (old, new) = (try p.before.capitalPosition(at: p.now), try p.after.capitalPosition(at: p.now))
      return try new.scaledBookValue() >= old.scaledBookValue()
    },
    CoverProperty("COVER-097: an order moves the capital by its money and the supply by its shares, and nothing else") {
      p in
      guard p.isTaken(.buyShares, .sellShares) else {
        return p.isTaken(.openMarket) || p.after.market == p.before.market
      }
      let (old, new) = (try p.before.capitalPosition(at: p.now), try p.after.capitalPosition(at: p.now))
      let money = p.after.totals.paidIn - p.before.totals.paidIn + p.before.totals.paidOut - p.after.totals.paidOut
      let funds = try p.before.passed(to: p.now).funds
      return new.capital - old.capital == money && money != 0 && new.supply != old.supply
        && zip(funds, p.after.funds).dropFirst().allSatisfy { $0 == $1 }
    },
    CoverProperty("COVER-098: a sale leaves the capital what it must be") { p in
      guard p.isTaken(.sellShares) else { return true }
      let position = try p.after.capitalPosition(at: p.now)
      return position.capital >= p.after.totals.requirement
        && position.capital >= p.after.desiredRequirement(exposure: p.after.totals.exposure)
    },
    CoverProperty("COVER-099: nobody sells while a loss is known that is not borne") { p in
      guard p.after.market != nil, !p.after.totals.isClear else { return true }
      return p.refused(.sellShares(member: p.name, shares: 1, minimumAssets: 0))
        == .lossesOpen(units: p.after.totals.openClaims, incidents: p.after.totals.openIncidents)
    },
    CoverProperty(
      "COVER-100: beside a market nobody comes or asks to leave at book value; without one there are no orders"
    ) {
      p in
      let capital = CoverPool.capitalName
      let atBook: [CoverAction] = [
        .deposit(member: p.name, fund: capital, assets: 1, minimumShares: 0),
        .requestExit(member: p.name, fund: capital, shares: 1, minimumAssets: 0),
      ]
      let orders: [CoverAction] = [
        .buyShares(member: p.name, assets: 1, minimumShares: 0),
        .sellShares(member: p.name, shares: 1, minimumAssets: 0),
      ]
      return p.after.market == nil
        ? orders.allSatisfy { p.refused($0) == .noMarket } : atBook.allSatisfy { p.refused($0) == .byMarket }
    },
    CoverProperty("COVER-101: who buys shares and sells them at once has no more than before") { p in
      guard p.after.market != nil, p.after.totals.isClear, p.amount < 1 << 18,
        let bought = p.run(.buyShares(member: "new", assets: p.amount, minimumShares: 0)),
        let sold = try? bought.applying(
          CoverEvent(
            at: p.now,
            .sellShares(member: "new", shares: bought.funds[0].register.shares(of: "new"), minimumAssets: 0)))
      else { return true }
      return sold.totals.paidOut - p.after.totals.paidOut <= Int128(p.amount)
    },
    CoverProperty("COVER-102: a purchase costs no less than the product's floor") { p in
      guard case .buy(_, let name, let amount, let seconds, _) = p.event.action, p.isTaken,
        let product = p.before.products.first(where: { $0.terms.name == name }), let floor = product.price.floor
      else { return true }
      let premium = p.after.totals.written - p.before.totals.written
      return try premium >= floor.premium(cover: Int128(amount), period: seconds)
    },
    CoverProperty("COVER-103: a floor stays what it is until it is set anew") { p in
      p.isTaken(.setFloor)
        || zip(p.before.products, p.after.products).allSatisfy { $0.price.floor == $1.price.floor }
    },
    CoverProperty("COVER-104: a run through the cooldown shares the known loss alike, a few units a member apart") {
      p in
      let position = try p.after.capitalPosition(at: p.now)
      guard position.capital >= 10_000, position.supply > 0 else { return true }
      let loss = min(p.amount, UInt128(position.capital / 2))
      let run = try p.after.capitalRun(through: p.after.cooldown, knownLoss: loss, every: 60, at: p.now)
      // Each is rounded down when it pays in and when it is paid.
      return abs(run.transfer) <= Int128(2 * run.departures.count + 2) && run.knownLoss == Int128(loss)
    },
    CoverProperty(
      "COVER-105: a share is worth no more after a margin for risk, and less in a market of some shares than it costs"
    ) {
      p in
      let position = try p.after.capitalPosition(at: p.now)
      guard position.capital > 0, position.supply > 0,
        let value = try? p.after.shareValuation(riskMargin: p.amount, curve: nil, at: p.now)
      else { return true }
      guard value.riskAdjustedBookValue <= value.bookValue else { return false }
      guard let market = p.after.market else { return value.marketBuy == nil && value.marketSell == nil }
      // Prices of a market whose liquidity is worth less than 1,000 base units of shares are rounding for the most part.
      let (worth, isHuge) = market.terms.targetLiquidity.multipliedReportingOverflow(by: position.supply)
      guard isHuge || worth / 1_000 >= position.capital else { return true }
      guard let buy = value.marketBuy, let sell = value.marketSell else { return false }
      return sell <= value.bookValue && value.bookValue <= buy
    },
  ]
}
