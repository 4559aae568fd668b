import TailpoolLedger
import TailpoolMarket

@testable import TailpoolInsurance

extension CoverProperty {
  /// The action that buys what a probe asks for.
  private static func buy(_ p: CoverProbe, _ amount: UInt128, maximum: UInt128 = .max) -> CoverAction {
    .buy(holder: p.name, product: p.product, amount: amount, seconds: p.seconds, maximumPremium: maximum)
  }

  private static func quote(_ p: CoverProbe, _ amount: UInt128, seconds: Int64? = nil) -> CoverQuote? {
    try? p.after.quote(amount, of: p.product, for: seconds ?? p.seconds, at: p.now)
  }

  /// Laws of quotes, purchases, renewals and refunds.
  static let sales: [CoverProperty] = [
    CoverProperty("COVER-031: a purchase costs what the quote says, and nothing less is taken") { p in
      guard let quote = quote(p, p.amount) else { return p.refused(buy(p, p.amount)) != nil }
      guard let after = p.run(buy(p, p.amount, maximum: quote.premium)) else { return false }
      let refusal = p.refused(buy(p, p.amount, maximum: quote.premium - 1))
      return after.totals.written == p.after.totals.written + Int128(quote.premium)
        && after.totals.fees == p.after.totals.fees + Int128(quote.fee)
        && refusal == .premiumAboveMaximum(premium: quote.premium, maximum: quote.premium - 1)
    },
    CoverProperty("COVER-032: a quote and a purchase are refused for the same reason") { p in
      do throws(CoverRefusal) {
        _ = try p.after.quote(p.amount, of: p.product, for: p.seconds, at: p.now)
        return true
      } catch { return p.refused(buy(p, p.amount)) == error }
    },
    CoverProperty("COVER-033: more cover never costs less") { p in
      guard let more = quote(p, p.amount), let less = quote(p, p.amount / 2 + 1) else { return true }
      return less.premium <= more.premium
    },
    CoverProperty("COVER-034: longer cover never costs less") { p in
      guard let long = quote(p, p.amount), let short = quote(p, p.amount, seconds: p.seconds / 2 + 1) else {
        return true
      }
      return short.premium <= long.premium
    },
    CoverProperty("COVER-035: cover in two purchases costs no less than in one, but for a rounding") { p in
      guard p.amount >= 2, let whole = quote(p, p.amount), let first = p.run(buy(p, p.amount / 2)),
        let both = try? first.applying(CoverEvent(at: p.now, buy(p, p.amount - p.amount / 2)))
      else { return true }
      return both.totals.written - p.after.totals.written + 1 >= Int128(whole.premium)
    },
    CoverProperty("COVER-036: a purchase never lowers the price, and time never raises it") { p in
      guard let quote = quote(p, p.amount) else { return true }
      let later = try p.after.products.first { $0.terms.name == p.product }?.price.basisPoints(
        at: p.now.secondsSinceEpoch + p.seconds)
      return quote.basisPointsAfter >= quote.basisPoints && (later ?? 0) <= quote.basisPoints
    },
    CoverProperty("COVER-037: cover above the capacity is refused by it") { p in
      guard let quote = quote(p, p.amount), quote.available < 1 << 79 else { return true }
      return p.refused(buy(p, quote.available + 1)) == .capacityExceeded(available: quote.available)
    },
    CoverProperty("COVER-038: after a purchase no fund backs more of its product than its capacity") { p in
      guard p.isTaken(.buy), let cover = p.after.covers.last else { return true }
      return try p.after.funds.indices.allSatisfy { fund in
        let capacity = try p.after.capacity(of: cover.product, on: fund, at: p.now)
        return cover.backings.allSatisfy { $0.fund != fund || $0.cover == 0 }
          || p.after.funds[fund].backed(cover.product) <= capacity
      }
    },
    CoverProperty("COVER-039: after a purchase or renewal the members' capital bears all cover") { p in
      guard p.isTaken(.buy, .renew) else { return true }
      return p.assets(p.after, at: p.now)[0] >= p.after.desiredRequirement(exposure: p.after.totals.exposure)
    },
    CoverProperty(
      "COVER-040: premium that is parted is all of it, and what backs nothing earns nothing but the capital"
    ) { p in
      guard p.isTaken(.buy), let cover = p.after.covers.last else { return true }
      return Int128(cover.premium) == p.after.totals.net - p.before.totals.net
        && cover.backings.dropFirst().allSatisfy { $0.cover > 0 } && cover.backings[0].fund == CoverPool.capital
    },
    CoverProperty("COVER-041: who cancels at once gets back no more than the premium without the fee") { p in
      guard let bought = p.run(buy(p, p.amount)) else { return true }
      let cancel = CoverAction.cancel(holder: p.name, cover: UInt64(bought.covers.count))
      let after = try bought.applying(CoverEvent(at: p.now, cancel))
      return after.totals.refunded - p.after.totals.refunded == bought.totals.net - p.after.totals.net
    },
    CoverProperty("COVER-042: a refund is no more than what was not earned, and rounds against who cancels") { p in
      guard let bought = p.run(buy(p, p.amount)) else { return true }
      let (premium, part) = (Int128(bought.covers[bought.covers.count - 1].premium), Int128(p.seconds / 3))
      let time = p.now.advanced(bySeconds: Int64(part))
      let cancel = CoverAction.cancel(holder: p.name, cover: UInt64(bought.covers.count))
      guard let after = try? bought.applying(CoverEvent(at: time, cancel)) else { return p.seconds == 0 }
      let refund = after.totals.refunded - bought.totals.refunded
      let exact = premium * (Int128(p.seconds) - part) / Int128(p.seconds)
      return refund <= exact && refund + Int128(bought.covers[bought.covers.count - 1].backings.count) > exact
    },
    CoverProperty("COVER-043: a cancelled cover's premium is earned but for its refund, at once and for good") { p in
      guard p.isTaken(.cancel), case .cancel(_, let number) = p.event.action else { return true }
      let cover = p.after.covers[Int(number) - 1]
      return try cover.premium == 0 && cover.end == p.now && cover.unearned(at: p.now) == 0
    },
    CoverProperty("COVER-044: a renewal keeps amount, exposure and start, and moves the end") { p in
      guard p.isTaken(.renew), case .renew(_, let number, let seconds, _) = p.event.action else { return true }
      let (old, new) = (p.before.covers[Int(number) - 1], p.after.covers[Int(number) - 1])
      return new.amount == old.amount && new.start == old.start && !new.isReleased
        && new.end == p.now.advanced(bySeconds: seconds)
        && new.backings.reduce(0) { $0 + $1.cover } == new.amount
    },
    CoverProperty("COVER-045: a pause stops purchases and not requests to leave; it is no longer than it may be") { p in
      let longest = p.after.terms.longestPause
      let isPaused = p.after.pausedUntil.map { p.now < $0 } ?? false
      let refusal = p.refused(.pause(until: p.now.advanced(bySeconds: longest + 1), reason: ""))
      guard let paused = p.run(.pause(until: p.now.advanced(bySeconds: 1), reason: "")) else { return isPaused }
      guard let until = paused.pausedUntil else { return false }
      var copy = paused
      var stopped: CoverRefusal?
      do throws(CoverRefusal) { try copy.apply(CoverEvent(at: p.now, buy(p, p.amount))) } catch { stopped = error }
      let isKnown =
        stopped == .paused(until: until) || stopped == .unknownProduct(p.product)
        || stopped == .closedProduct(p.product)
      return isKnown && refusal == .pauseTooLong(greatest: longest)
    },
    CoverProperty("COVER-046: a product that is closed is not sold, and its covers stay as they are") { p in
      guard let closed = p.run(.closeProduct(product: p.product)) else { return true }
      var copy = closed
      do throws(CoverRefusal) { try copy.apply(CoverEvent(at: p.now, buy(p, p.amount))) } catch {
        return error == .closedProduct(p.product) && closed.covers == p.after.covers
          && closed.totals.exposure == p.after.totals.exposure
      }
      return false
    },
    CoverProperty("COVER-047: a cover of less than the least, or out of its period, is refused by the bound") { p in
      guard p.after.products.contains(where: { $0.terms.name == p.product && !$0.isClosed }),
        p.after.pausedUntil.map({ p.now >= $0 }) ?? true
      else { return true }
      let terms = p.after.terms
      let long = CoverAction.buy(
        holder: p.name, product: p.product, amount: terms.leastCover, seconds: terms.longestPeriod + 1,
        maximumPremium: .max)
      return p.refused(buy(p, terms.leastCover - 1)) == .coverBelowMinimum(least: terms.leastCover)
        && p.refused(long) == .periodOutOfRange(least: terms.shortestPeriod, greatest: terms.longestPeriod)
    },
  ]
}
