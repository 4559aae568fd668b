extension SkewMargin {
  /// The numbers that a venue sets for an underlying.
  package struct Parameters: Hashable, Sendable {
    /// The discount of an expiry's value in a scenario, beside its own.
    ///
    ///     gain: base · exp(−T (max(rate, 0) rateMultiple + addend)),   loss: base · exp(+T (…))
    package struct Discount: Hashable, Sendable {
      /// The factor at once, ≥ 0.
      package var base: Double
      /// Multiple of the rate, ≥ 0.
      package var rateMultiple: Double
      /// Added to the rate, ≥ 0.
      package var addend: Double

      /// Creates a discount; see the properties.
      package init(base: Double = 1, rateMultiple: Double = 0, addend: Double = 0) {
        (self.base, self.rateMultiple, self.addend) = (base, rateMultiple, addend)
      }
    }

    /// How far a rotation of the smile moves a volatility at most, as a fraction: slope √T + base.
    package struct Cap: Hashable, Sendable {
      /// Fraction for the root of a year, ≥ 0.
      package var slope: Double
      /// Fraction at once, ≥ 0.
      package var base: Double

      /// Creates a cap; see the properties.
      package init(slope: Double, base: Double) { (self.slope, self.base) = (slope, base) }
    }

    /// The log-moneyness at which the cap is reached: max(least, √T multiple (volatility + √T volatilitySlope)).
    package struct Width: Hashable, Sendable {
      /// The least, > 0.
      package var least: Double
      /// Deviations, ≥ 0.
      package var multiple: Double
      /// The volatility of the deviations, ≥ 0.
      package var volatility: Double
      /// Its rise with the root of a year.
      package var volatilitySlope: Double

      /// Creates a width; see the properties.
      package init(least: Double, multiple: Double, volatility: Double, volatilitySlope: Double) {
        (self.least, self.multiple) = (least, multiple)
        (self.volatility, self.volatilitySlope) = (volatility, volatilitySlope)
      }
    }

    /// Parts of spot that are taken off a unit.
    package struct Contingency: Hashable, Sendable {
      /// Of perpetuals, long or short, ≥ 0.
      package var perpetual: Double
      /// Of naked shorts, ≥ 0.
      package var option: Double
      /// Of the underlying itself, ≥ 0.
      package var base: Double

      /// Creates the rates; see the properties.
      package init(perpetual: Double, option: Double, base: Double) {
        (self.perpetual, self.option, self.base) = (perpetual, option, base)
      }
    }

    /// How volatilities move with the scenarios.
    package var rule: VolatilityShockRule
    /// No volatility that a scenario raises is below this, ≥ 0.
    package var leastRaisedVolatility: Double
    /// The discount of an expiry that is worth something.
    package var gain: Discount
    /// The discount of an expiry that is owed.
    package var loss: Discount
    /// The cap of the tilt: volatilities rise on one side of the forward and fall on the other.
    package var tilt: Cap
    /// The cap of the bend: both sides move alike.
    package var bend: Cap
    /// Where the caps are reached.
    package var width: Width
    /// Share of the rotations' loss that counts, in [0, 1].
    package var rotationWeight: Double
    /// How far the basis moves forwards either way, in [0, 1).
    package var basisMove: Double
    /// Share of the basis that counts at once, ≥ 0.
    package var basisAddend: Double
    /// Share of the basis that counts more for each year, ≥ 0.
    package var basisSlope: Double
    /// Multiple of the worst case in the maintenance margin, ≥ 0.
    package var maintenanceFactor: Double
    /// Multiple of the worst case in the initial margin, ≥ that of the maintenance margin.
    package var initialFactor: Double
    /// What is taken off both margins.
    package var maintenanceContingency: Contingency
    /// What is taken off the initial margin alone.
    package var initialContingency: Contingency

    /// Creates the numbers; see the properties.
    package init(
      rule: VolatilityShockRule, leastRaisedVolatility: Double = 0, gain: Discount, loss: Discount, tilt: Cap,
      bend: Cap,
      width: Width, rotationWeight: Double = 1, basisMove: Double = 0.05, basisAddend: Double, basisSlope: Double,
      maintenanceFactor: Double = 1, initialFactor: Double, maintenanceContingency: Contingency,
      initialContingency: Contingency
    ) {
      (self.rule, self.leastRaisedVolatility) = (rule, leastRaisedVolatility)
      (self.gain, self.loss, self.tilt, self.bend, self.width) = (gain, loss, tilt, bend, width)
      (self.rotationWeight, self.basisMove) = (rotationWeight, basisMove)
      (self.basisAddend, self.basisSlope) = (basisAddend, basisSlope)
      (self.maintenanceFactor, self.initialFactor) = (maintenanceFactor, initialFactor)
      (self.maintenanceContingency, self.initialContingency) = (maintenanceContingency, initialContingency)
    }

    /// Throws for the first number out of its range.
    func check() throws(RiskError) {
      let fromZero = [
        ("leastRaisedVolatility", leastRaisedVolatility), ("gain.base", gain.base),
        ("gain.rateMultiple", gain.rateMultiple), ("gain.addend", gain.addend), ("loss.base", loss.base),
        ("loss.rateMultiple", loss.rateMultiple), ("loss.addend", loss.addend), ("tilt.slope", tilt.slope),
        ("tilt.base", tilt.base), ("bend.slope", bend.slope), ("bend.base", bend.base),
        ("width.multiple", width.multiple), ("width.volatility", width.volatility),
        ("basisAddend", basisAddend), ("basisSlope", basisSlope), ("maintenanceFactor", maintenanceFactor),
        ("maintenanceContingency.perpetual", maintenanceContingency.perpetual),
        ("maintenanceContingency.option", maintenanceContingency.option),
        ("maintenanceContingency.base", maintenanceContingency.base),
        ("initialContingency.perpetual", initialContingency.perpetual),
        ("initialContingency.option", initialContingency.option), ("initialContingency.base", initialContingency.base),
      ]
      for (name, value) in fromZero where !(value >= 0 && value.isFinite) {
        throw .invalidParameter(name: name, value: value)
      }
      guard width.least > 0, width.least.isFinite else {
        throw .invalidParameter(name: "width.least", value: width.least)
      }
      guard width.volatilitySlope.isFinite else {
        throw .invalidParameter(name: "width.volatilitySlope", value: width.volatilitySlope)
      }
      guard rotationWeight >= 0, rotationWeight <= 1 else {
        throw .invalidParameter(name: "rotationWeight", value: rotationWeight)
      }
      guard basisMove >= 0, basisMove < 1 else { throw .invalidParameter(name: "basisMove", value: basisMove) }
      guard initialFactor >= maintenanceFactor, initialFactor.isFinite else {
        throw .invalidParameter(name: "initialFactor", value: initialFactor)
      }
    }
  }
}
