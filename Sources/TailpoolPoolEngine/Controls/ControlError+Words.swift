extension ControlError {
  /// What a control refuses, in words.
  package var words: String {
    switch self {
    case .invalid(let parameter): "\(parameter) is out of its range"
    case .outOfOrder(let time, let latest): "the time \(time) is before \(latest) which has been seen"
    case .guardianTooEarly(let until): "no guardian may act before \(until)"
    case .tooSoon(let until): "no change may come before \(until)"
    case .stepTooGreat(let maximum): "a change is greater than a step of \(maximum)"
    case .outOfBounds(let minimum, let maximum): "a value is not within \(minimum) and \(maximum)"
    case .tooFewSources(let agreeing, let required): "\(agreeing) sources are fresh and agree where \(required) must"
    case .duplicate(let name): "\(name) stands twice"
    case .unknown(let name): "\(name) is not known"
    case .insufficient: "more is asked than there is"
    case .amount: "an amount passes what is counted in"
    }
  }
}
