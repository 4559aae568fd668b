/// The market of one contract after each of many moves, as columns.
public struct MarketColumns: Sendable {
  /// One input of the contract after each move.
  public struct Input: Sendable {
    /// Spot then over spot today, > 0; forwards move alike.
    public var spotFactors: [Double]
    /// Volatility then, ≥ 0, by the rule for smiles and with the twists of the move.
    public var volatilities: [Double]
    /// Change of the interest rate per year; empty where it does not move.
    public var rateShifts: [Double]
    /// Change of the yield per year; empty where it does not move.
    public var carryShifts: [Double]

    /// Creates the columns of one input; see the properties.
    public init(
      spotFactors: [Double], volatilities: [Double], rateShifts: [Double] = [], carryShifts: [Double] = []
    ) {
      self.spotFactors = spotFactors
      self.volatilities = volatilities
      self.rateShifts = rateShifts
      self.carryShifts = carryShifts
    }
  }

  /// Number of moves.
  public let count: Int
  /// One entry an input of the contract, in their order.
  public let inputs: [Input]
  /// Change of the correlation of the first two inputs; empty where it does not move.
  public let correlationShifts: [Double]
  /// The uniform numbers of the contract's events, in their order, as `RiskFactor.event` says; an entry is empty where nothing
  /// is drawn of its event, and so may be the list.
  public let eventDraws: [[Double]]

  /// Creates columns.
  ///
  /// - Parameters:
  ///   - count: Number of moves.
  ///   - inputs: One entry an input of the contract.
  ///   - correlationShifts: Change of the correlation; empty where it does not move.
  ///   - eventDraws: A column an event of the contract, empty where nothing is drawn of it.
  /// - Precondition: Every column that is not empty has as many rows as there are moves.
  public init(count: Int, inputs: [Input], correlationShifts: [Double] = [], eventDraws: [[Double]] = []) {
    for input in inputs {
      precondition(
        input.spotFactors.count == count && input.volatilities.count == count,
        "\(input.spotFactors.count) spots and \(input.volatilities.count) volatilities of \(count) moves")
      for shifts in [input.rateShifts, input.carryShifts] {
        precondition(shifts.isEmpty || shifts.count == count, "\(shifts.count) shifts of \(count) moves")
      }
    }
    precondition(
      correlationShifts.isEmpty || correlationShifts.count == count,
      "\(correlationShifts.count) correlations of \(count) moves")
    self.count = count
    self.inputs = inputs
    for draws in eventDraws {
      precondition(draws.isEmpty || draws.count == count, "\(draws.count) draws of \(count) moves")
    }
    self.correlationShifts = correlationShifts
    self.eventDraws = eventDraws
  }

  /// The market of some inputs as it is today, one row.
  public init(today inputs: [PricingInput]) {
    self.init(count: 1, inputs: inputs.map { Input(spotFactors: [1], volatilities: [$0.volatility]) })
  }

  /// The change of an input's interest rate in a row.
  public func rateShift(_ input: Int, at row: Int) -> Double {
    inputs[input].rateShifts.isEmpty ? 0 : inputs[input].rateShifts[row]
  }

  /// The change of an input's yield in a row.
  public func carryShift(_ input: Int, at row: Int) -> Double {
    inputs[input].carryShifts.isEmpty ? 0 : inputs[input].carryShifts[row]
  }

  /// The change of the correlation in a row.
  public func correlationShift(at row: Int) -> Double {
    correlationShifts.isEmpty ? 0 : correlationShifts[row]
  }

  /// The uniform number of an event in a row; nil where nothing is drawn of it.
  public func eventDraw(_ event: Int, at row: Int) -> Double? {
    eventDraws.indices.contains(event) && !eventDraws[event].isEmpty ? eventDraws[event][row] : nil
  }

  /// Whether a rate or a yield moves in any row.
  package var movesRates: Bool { inputs.contains { !($0.rateShifts.isEmpty && $0.carryShifts.isEmpty) } }
}
