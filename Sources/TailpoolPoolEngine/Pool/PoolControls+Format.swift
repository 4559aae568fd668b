import TailpoolEvents
import TailpoolLedger

/// Controls that are off are left out.
extension PoolControls: EventRecord {
  @usableFromInline package static var blank: PoolControls { PoolControls() }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ controls: PoolControls, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolControls {
    var after = controls
    after.breaker = try coder.field("breaker", optional: controls.breaker)
    after.outflow = try coder.field("outflow", optional: controls.outflow)
    after.prices = try coder.field("prices", optional: controls.prices)
    after.parameters = try coder.field("parameters", controls.parameters, unless: [])
    after.hedgeBandMillionths = try coder.field("hedgeBandMillionths", optional: controls.hedgeBandMillionths)
    after.assessmentBasisPoints = try coder.field("assessmentBasisPoints", controls.assessmentBasisPoints)
    after.marginAssets = try coder.field("marginAssets", controls.marginAssets, unless: [])
    after.auctionBasisPoints = try coder.field("auctionBasisPoints", controls.auctionBasisPoints)
    return after
  }
}

extension PoolParameter: EventPart {
  @usableFromInline package static var blank: PoolParameter { .gateBasisPoints }
}

extension PoolControls.Outflow: EventRecord {
  @usableFromInline package static var blank: PoolControls.Outflow {
    PoolControls.Outflow(window: .blank, tick: .blank, retainedBasisPoints: .blank, threshold: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: PoolControls.Outflow, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolControls.Outflow {
    PoolControls.Outflow(
      window: try coder.field("window", terms.window), tick: try coder.field("tick", terms.tick),
      retainedBasisPoints: try coder.field("retainedBasisPoints", terms.retainedBasisPoints),
      threshold: try coder.field("threshold", terms.threshold))
  }
}

extension PoolControls.Prices: EventRecord {
  @usableFromInline package static var blank: PoolControls.Prices {
    PoolControls.Prices(greatestAge: .blank, deviationBasisPoints: .blank, quorum: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: PoolControls.Prices, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolControls.Prices {
    PoolControls.Prices(
      greatestAge: try coder.field("greatestAge", terms.greatestAge),
      deviationBasisPoints: try coder.field("deviationBasisPoints", terms.deviationBasisPoints),
      quorum: try coder.field("quorum", terms.quorum))
  }
}

extension PoolControls.ParameterBounds: EventRecord {
  @usableFromInline package static var blank: PoolControls.ParameterBounds {
    PoolControls.ParameterBounds(.blank, minimum: .blank, maximum: .blank, step: .blank, delay: .blank)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ bounds: PoolControls.ParameterBounds, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolControls.ParameterBounds {
    PoolControls.ParameterBounds(
      try coder.field("parameter", bounds.parameter), minimum: try coder.field("minimum", bounds.minimum),
      maximum: try coder.field("maximum", bounds.maximum), step: try coder.field("step", bounds.step),
      delay: try coder.field("delay", bounds.delay))
  }
}

extension PoolControls.MarginAsset: EventRecord {
  @usableFromInline package static var blank: PoolControls.MarginAsset {
    PoolControls.MarginAsset(.blank, haircutBasisPoints: 0)
  }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ item: PoolControls.MarginAsset, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolControls.MarginAsset {
    PoolControls.MarginAsset(
      try Asset.coded(item.asset, by: &coder),
      haircutBasisPoints: try coder.field("haircutBasisPoints", item.haircutBasisPoints),
      cap: try coder.field("cap", optional: item.cap))
  }
}

extension PoolControls.Breaker: EventRecord {
  @usableFromInline package static var blank: PoolControls.Breaker { PoolControls.Breaker() }

  @usableFromInline package static func coded<Coder: EventFieldCoder>(
    _ terms: PoolControls.Breaker, by coder: inout Coder
  ) throws(Coder.Failure) -> PoolControls.Breaker {
    var after = terms
    after.liquidityBasisPoints = try coder.field("liquidityBasisPoints", terms.liquidityBasisPoints)
    after.liquiditySeconds = try coder.field("liquiditySeconds", terms.liquiditySeconds)
    after.volatilityBasisPoints = try coder.field("volatilityBasisPoints", terms.volatilityBasisPoints)
    after.volatilitySeconds = try coder.field("volatilitySeconds", terms.volatilitySeconds)
    after.skewBasisPoints = try coder.field("skewBasisPoints", terms.skewBasisPoints)
    after.skewSeconds = try coder.field("skewSeconds", terms.skewSeconds)
    after.probationSeconds = try coder.field("probationSeconds", terms.probationSeconds)
    after.probationBasisPoints = try coder.field("probationBasisPoints", terms.probationBasisPoints)
    after.longestSeconds = try coder.field("longestSeconds", terms.longestSeconds)
    after.guardianDelay = try coder.field("guardianDelay", terms.guardianDelay)
    return after
  }
}
