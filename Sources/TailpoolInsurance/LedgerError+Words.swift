import TailpoolLedger

extension LedgerError {
  /// Why an amount cannot be computed, in words.
  var words: String {
    switch self {
    case .overflow: "the result is out of range"
    case .divisionByZero: "a divisor, or a sum of weights, is 0"
    case .assetMismatch(let expected, let found): "it is of \(found.symbol), not of \(expected.symbol)"
    case .negative(let units): "\(units) is below 0"
    case .invalidNumber(let number): "\(number) is no amount"
    case .invalidText(let text): "\(text) is no amount"
    case .invalidAsset(let symbol, let decimals): "\(symbol) of \(decimals) decimals is no asset"
    case .invalidPrice: "a price is out of range"
    case .unbalanced(let asset): "postings of \(asset.symbol) do not sum to 0"
    case .emptyEntry: "an entry has no posting"
    }
  }
}
