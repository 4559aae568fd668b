import Testing
@testable import TailpoolFiles
