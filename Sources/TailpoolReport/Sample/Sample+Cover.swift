extension Sample {
  /// A made-up portfolio of cover, as `tailpool cover` reads it: four lines, a shock that strikes two of them, layers, treaties, a layer
  /// of every claim, open covers, a triangle, premiums that run and the experience of three contracts. Every number is invented.
  ///
  /// - Returns: JSON that ends in a line feed.
  public static func coverPortfolioJSON() -> String { coverPortfolio + "\n" }

  private static let coverPortfolio = """
    {
      "name": "Harbour Mutual, 2026",
      "unit": "USD",
      "capital": {"held": 24000000, "measure": "expected-shortfall", "level": 0.99},
      "levels": [0.9, 0.95, 0.99, 0.995, 0.999],
      "principles": [
        {"rule": "expected-value", "loading": 0.3},
        {"rule": "standard-deviation", "multiplier": 0.2},
        {"rule": "wang", "shift": 0.25},
        {"rule": "proportional-hazard", "index": 1.2},
        {"rule": "cost-of-capital", "rate": 0.08, "level": 0.99},
        {"rule": "quantile", "level": 0.75}
      ],
      "lines": [
        {"name": "Bridges", "premium": 2600000,
         "count": {"law": "negative-binomial", "mean": 0.8, "variance": 1.2},
         "claim": {"law": "lognormal", "mean": 1400000, "standardDeviation": 2500000, "deductible": 50000, "limit": 8000000}},
        {"name": "Lending pools", "premium": 3100000,
         "count": {"law": "poisson", "mean": 2.5},
         "claim": {"law": "spliced", "threshold": 500000, "bodyWeight": 0.85,
                   "body": {"law": "gamma", "shape": 1.5, "scale": 150000},
                   "tail": {"law": "generalized-pareto", "shape": 0.45, "scale": 600000, "threshold": 500000},
                   "limit": 12000000, "coinsurance": 0.9}},
        {"name": "Custody", "premium": 800000,
         "count": {"law": "poisson", "mean": 0.05},
         "claim": {"law": "weibull", "shape": 0.8, "scale": 4000000, "limit": 20000000}},
        {"name": "Slashing", "premium": 450000,
         "count": {"law": "poisson", "mean": 14},
         "claim": {"law": "exponential", "mean": 18000}}
      ],
      "shocks": [
        {"name": "Stablecoin depeg", "count": {"law": "poisson", "mean": 0.12},
         "hits": [
           {"line": "Lending pools", "probability": 0.7, "claim": {"law": "lognormal", "mean": 3000000, "standardDeviation": 3000000, "limit": 10000000}},
           {"line": "Bridges", "probability": 0.25, "claim": {"law": "lognormal", "mean": 2000000, "standardDeviation": 2000000, "limit": 8000000}}
         ]}
      ],
      "alternatives": [
        {"name": "fewer claims", "weight": 0.3, "countFactor": 0.75},
        {"name": "as estimated", "weight": 0.4, "countFactor": 1},
        {"name": "more claims", "weight": 0.3, "countFactor": 1.35}
      ],
      "layers": [
        {"name": "First-loss stake", "size": 3000000},
        {"name": "Reserve", "size": 4000000},
        {"name": "Members' capital", "size": 17000000}
      ],
      "reinsurance": {
        "meanLoading": 0.35, "deviationLoading": 0.05,
        "stages": [
          [{"name": "Quota share", "attachment": 0, "share": 0.2}],
          [{"name": "10M excess of 10M", "attachment": 10000000, "limit": 10000000, "share": 0.8}]
        ],
        "excessOfLoss": [
          {"name": "3M above 2M a claim", "lines": ["Bridges", "Lending pools"],
           "attachment": 2000000, "limit": 3000000, "reinstatements": 1, "rate": 1}
        ]
      },
      "covers": [
        {"name": "Northgate bridge", "amount": 8000000, "probability": 0.02},
        {"name": "Quay bridge", "amount": 5000000, "probability": 0.03},
        {"name": "Tidal lending", "amount": 9000000, "probability": 0.025},
        {"name": "Mooring lending", "amount": 6000000, "probability": 0.04},
        {"name": "Lighthouse custody", "amount": 12000000, "probability": 0.008},
        {"name": "Pilot staking", "amount": 1500000, "probability": 0.09}
      ],
      "development": {
        "claims": "reported", "weighting": "volume-weighted", "lastVariance": "mack",
        "cumulative": [
          [820000, 1460000, 1710000, 1802000, 1830000],
          [910000, 1540000, 1835000, 1911000],
          [760000, 1395000, 1620000],
          [1120000, 1980000],
          [990000]
        ],
        "exposures": [3900000, 4200000, 4100000, 5200000, 5600000],
        "lossRatios": [0.48, 0.48, 0.46, 0.46, 0.45]
      },
      "technicalReserves": {
        "asOf": "2026-07-01", "method": "chain-ladder",
        "premiums": [
          {"amount": 2600000, "from": "2026-01-01", "to": "2027-01-01"},
          {"amount": 3100000, "from": "2026-03-01", "to": "2027-03-01"},
          {"amount": 800000, "from": "2026-06-15", "to": "2026-12-15"},
          {"amount": 450000, "from": "2025-07-01", "to": "2026-07-01"}
        ],
        "claims": [{"incurred": 640000, "paid": 215000.5}, {"incurred": 90000, "paid": 0}, {"incurred": 38000, "paid": 38000}]
      },
      "sharing": "conditional-mean",
      "experience": [
        {"name": "Northgate", "ratios": [0.012, 0.009, 0.015, 0.011], "weights": [90, 110, 120, 140]},
        {"name": "Quay", "ratios": [0.021, 0.026, 0.018, 0.03], "weights": [60, 60, 70, 75]},
        {"name": "Tidal", "ratios": [0.007, 0.006, 0.011, 0.004], "weights": [200, 240, 250, 300]}
      ]
    }
    """
}
