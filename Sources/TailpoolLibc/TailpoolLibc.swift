// The one place that names the C library of each system: exp, log and the like for every module of this package.
//
// The re-export stays inside the package: no product contains this module, and the umbrella does not pass it on.
#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#else
  @_exported import Darwin
#endif
