import TailpoolLedger
import TailpoolMarket
import TailpoolPools

extension PoolYear {
  /// What the pool of the year has agreed on.
  static func agreed() throws -> PoolTerms {
    let day: Int64 = 86_400
    var terms = PoolTerms(asset: try Asset("USDC", decimals: 2), opening: PoolYearMarket.opening)
    terms.fees = try FeeSchedule(management: 100, performance: 1_000, withdrawal: 10)
    terms.manager = "sample-manager"
    (terms.gateBasisPoints, terms.policy, terms.leastConfidence) = (2_000, .proRata, 5_000)
    terms.limits.contractsPerExpiry = 1_000
    terms.limits.shortfallBasisPoints = 300
    terms.limits.deltaMillionths = 80_000_000
    terms.limits.hedgeMillionths = 100_000_000
    var controls = PoolControls()
    controls.breaker = PoolControls.Breaker()
    controls.outflow = PoolControls.Outflow(
      window: 7 * day, tick: day, retainedBasisPoints: 8_500, threshold: 100_000_000)
    controls.prices = PoolControls.Prices(greatestAge: 60, deviationBasisPoints: 100, quorum: 2)
    controls.parameters = [
      PoolControls.ParameterBounds(.gateBasisPoints, minimum: 500, maximum: 5_000, step: 500, delay: 7 * day),
      PoolControls.ParameterBounds(.shortfallBasisPoints, minimum: 100, maximum: 800, step: 100, delay: 7 * day),
    ]
    controls.hedgeBandMillionths = 1_000_000
    controls.assessmentBasisPoints = 1_000
    controls.marginAssets = [PoolControls.MarginAsset(try Asset("ETH", decimals: 9), haircutBasisPoints: 2_000)]
    terms.controls = controls
    return terms
  }
}
