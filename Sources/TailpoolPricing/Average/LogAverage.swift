import TailpoolLibc

/// A geometric average as a lognormal variable: log G = known + share · log S + μ · time + σ √spread · Z, μ = r − q − σ²/2.
struct LogAverage {
  /// What past prices give, Σ wᵢ log Pᵢ.
  var known = 0.0
  /// The weight of the prices still to come, in [0, 1].
  var share = 1.0
  /// Their mean time, Σ wᵢ tᵢ.
  var time = 0.0
  /// Σ wᵢ wⱼ min(tᵢ, tⱼ).
  var spread = 0.0

  /// Takes valid times.
  init(_ times: AverageTimes, years: Double) {
    switch times {
    case .continuous(let start, let average):
      let begin = max(start, 0)
      let length = years - begin
      if start < 0 { share = years / (years - start) }
      known = start < 0 ? (1 - share) * log(average) : 0
      time = share * (begin + 0.5 * length)
      spread = share * share * (begin + length / 3)
    case .even(let count):
      let m = Double(count)
      time = 0.5 * years * (m + 1) / m
      spread = years * (m + 1) * (2 * m + 1) / (6 * m * m)
    case .listed(let times, let past):
      take(times, past: past)
    }
  }

  private mutating func take(_ times: [Double], past: [Double]) {
    let weight = 1 / Double(times.count + past.count)
    known = past.reduce(0) { $0 + weight * log($1) }
    share = past.isEmpty ? 1 : weight * Double(times.count)
    for (index, instant) in times.enumerated() {
      // Every later price holds what has happened until this one.
      let later = Double(times.count - 1 - index)
      time += weight * instant
      spread += weight * weight * instant * (1 + 2 * later)
    }
  }

  /// Creates an average; see the properties.
  init(known: Double, share: Double, time: Double, spread: Double) {
    (self.known, self.share, self.time, self.spread) = (known, share, time, spread)
  }

  /// The mean of the average.
  func forward(spot: Double, volatility: Double, carry: Double) -> Double {
    if share == 0 { return exp(known) }
    let growth = carry * time + 0.5 * volatility * volatility * (spread - time)
    return share == 1 ? spot * exp(growth) : exp(known + share * log(spot) + growth)
  }
}
