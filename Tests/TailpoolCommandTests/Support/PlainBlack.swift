#if Command
  import Foundation

  /// Black's formula in units of the forward, straight from the textbook.
  enum PlainBlack {
    static func distribution(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    /// A call's price at log-moneyness k and total standard deviation s.
    static func call(_ k: Double, _ s: Double) -> Double {
      distribution(-k / s + s / 2) - exp(k) * distribution(-k / s - s / 2)
    }

    /// The price of an option out of the money.
    static func price(_ k: Double, _ s: Double) -> Double { k >= 0 ? call(k, s) : call(k, s) - 1 + exp(k) }

    /// The standard deviation that a price out of the money implies, by bisection.
    static func deviation(_ k: Double, _ price: Double) -> Double {
      var (low, high) = (1e-6, 10.0)
      for _ in 0..<200 {
        let middle = (low + high) / 2
        if self.price(k, middle) < price { low = middle } else { high = middle }
      }
      return low
    }
  }
#endif
