@_exported import TailpoolLedger
@_exported import TailpoolMarket
@_exported import TailpoolNumerics
@_exported import TailpoolPools
@_exported import TailpoolPricing
@_exported import TailpoolReport
@_exported import TailpoolRisk
@_exported import TailpoolScenarios
