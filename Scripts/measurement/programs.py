"""What is measured: the commands of each record, and the code whose change makes it old."""
import collections

# commands: {label: words}; the first word is a program of Benchmarks or `tailpool`. DATA/ and WORK/ are the folder of real market data
# and one that is thrown away; --threads and the like are said in full, so that a label is the whole of what ran.
Measurement = collections.namedtuple("Measurement", "about commands code rounds data", defaults=(3, False))

PRICING = ["Sources/CTailpoolKernels", "Sources/TailpoolPricing/Batch", "Sources/TailpoolPricing/European", "Sources/TailpoolPricing/ImpliedVolatility"]
RISK = ["Sources/CTailpoolKernels", "Sources/TailpoolRisk", "Sources/TailpoolScenarios/Proxy", "Sources/TailpoolScenarios/Revaluation",
        "Sources/TailpoolPricing/Repricing", "Sources/TailpoolPricing/Valuation"]
CHAINS = ["20251230T173115Z", "20260204T093620Z", "20260205T212937Z", "20260515T112731Z", "20260605T222139Z", "20260822T153351Z"]

MEASUREMENTS = {
    "report": Measurement(
        "`tailpool report`",
        {"sample": ["tailpool", "report", "--out", "WORK/sample"],
         "coins": ["tailpool", "report", "--chain", "DATA/deribit_chain_20260515T112731Z.csv", "--history", "DATA/crypto_daily_close_yahoo_17.csv",
                   "--stress", "DATA/stress_scenarios.json", "--scenarios", "100000", "--out", "WORK/coins"],
         "index": ["tailpool", "report", "--chain", "DATA/spx_chain_20220712.csv", "--history", "DATA/spx_daily_close_1950.csv",
                   "--stress", "DATA/stress_scenarios.json", "--out", "WORK/index"]},
        ["Sources/TailpoolAnalysis", "Sources/TailpoolScenarios", "Sources/TailpoolRisk", "Sources/TailpoolSurfaces", "Sources/CTailpoolKernels"], 5, True),
    "backtests": Measurement(
        "the record of value-at-risk forecasts",
        {"coins": ["tailpool", "backtest", "--history", "DATA/crypto_daily_ohlc_binance_10.csv", "--level", "0.99", "--out", "-"]},
        ["Sources/TailpoolRisk/Backtests", "Sources/TailpoolScenarios/Covariance"], 1, True),
    "columns": Measurement(
        "prices, Greeks and implied volatilities of a million options",
        {name: ["PeerComparison", "--instruction-set", name] for name in ("avx512", "avx2", "baseline")},  # those that the machine has
        PRICING),
    "covariance": Measurement(
        "covariances and random numbers", {"installed": ["CovarianceComparison", "--repeats", "5"]},
        ["Sources/TailpoolScenarios/Covariance", "Sources/TailpoolLinearAlgebra", "Sources/TailpoolNumerics/Random", "Sources/CTailpoolKernels/random.inc.h", "Sources/CTailpoolKernels/random.c"]),
    "risk": Measurement(
        "risk of a pool's book",
        {"two": ["RiskComparison", "exact", "proxy", "accuracy", "threads", "2"], "one": ["RiskComparison", "exact", "proxy", "threads", "1"],
         "million": ["RiskComparison", "million", "threads", "2", "repeats", "1"]},
        RISK, 1),
    "surfaces": Measurement(
        "calibration of surfaces",
        {"made-up": ["SurfaceBenchmark"],
         **{name: ["SurfaceBenchmark", f"DATA/deribit_chain_{name}.csv"] for name in CHAINS}},
        ["Sources/TailpoolSurfaces"], 3, True),
    "pool": Measurement(
        "the mutual pool",
        {"apply": ["PoolBenchmark", "apply"], "mark": ["PoolBenchmark", "mark"], "write": ["PoolBenchmark", "write", "WORK/journal", "1000000"],
         "replay": ["PoolBenchmark", "replay", "WORK/journal"]},
        ["Sources/TailpoolPoolEngine", "Sources/TailpoolLedger", "Sources/TailpoolEvents"], 3),
    "venues": Measurement(
        "liquidity pools", {"events": ["VenueBenchmark"]},
        ["Sources/TailpoolVenues/Liquidity", "Sources/TailpoolPricing/Liquidity", "Sources/CTailpoolKernels/liquidity.inc.h", "Sources/TailpoolScenarios/Revaluation", "Sources/TailpoolLedger/Arithmetic/UInt256.swift", "Sources/TailpoolLedger/Arithmetic/MulDiv.swift"], 3),
    "auctions": Measurement(
        "auctions and crosses", {"matching": ["VenueBenchmark", "auctions"]},
        ["Sources/TailpoolVenues/Auctions/AuctionOrder.swift", "Sources/TailpoolVenues/Auctions/AuctionSides.swift", "Sources/TailpoolVenues/Auctions/CallAuction.swift",
         "Sources/TailpoolVenues/Auctions/CallAuction+Allocation.swift", "Sources/TailpoolVenues/Auctions/PriceLadder.swift", "Sources/TailpoolVenues/Crossing/MidpointCross.swift",
         "Sources/TailpoolLedger/Arithmetic/MulDiv.swift", "Sources/TailpoolLedger/Arithmetic/LargestRemainder.swift"], 3),
    "cover": Measurement(
        "the cover pool", {"events": ["CoverPoolBenchmark"]},
        ["Sources/TailpoolInsurance/Pool", "Sources/TailpoolInsurance/Stake/FirstLossStake.swift", "Sources/TailpoolInsurance/Premiums/CoverPrice.swift",
         "Sources/TailpoolInsurance/Capital/CapitalRatchet.swift", "Sources/TailpoolPoolEngine/Pool/PoolRegister.swift", "Sources/TailpoolPoolEngine/Shares/ShareRate.swift",
         "Sources/TailpoolLedger/Arithmetic"], 3),
    "quotes": Measurement(
        "quotes of a pool", {"ladders": ["QuotingBenchmark"]},
        ["Sources/TailpoolQuoting/Quoting", "Sources/TailpoolScenarios/Revaluation", "Sources/TailpoolNumerics/Sums", "Sources/CTailpoolKernels"], 3),
    "proofs": Measurement(
        "range proofs and trees of liabilities", {"proofs": ["ProofBenchmark"]},
        ["Sources/TailpoolProofs/Hashing", "Sources/TailpoolProofs/Group", "Sources/TailpoolProofs/Range", "Sources/TailpoolProofs/Liabilities", "Sources/CTailpoolProofs"], 3),
    "aggregates": Measurement(
        "aggregates of claims", {"claims": ["InsuranceBenchmark", "compound", "policies", "means"]},
        ["Sources/TailpoolInsurance/Severity", "Sources/TailpoolInsurance/Frequency", "Sources/TailpoolInsurance/Aggregate", "Sources/TailpoolInsurance/Sharing", "Sources/TailpoolNumerics/Transforms", "Sources/CTailpoolKernels/transform.inc.h"], 3),
    "ledger": Measurement("the ledger's division", {"division": ["LedgerBenchmark"]}, ["Sources/TailpoolLedger/Arithmetic/MulDiv.swift", "Sources/TailpoolLedger/Arithmetic/Rounding.swift"], 3),
}
