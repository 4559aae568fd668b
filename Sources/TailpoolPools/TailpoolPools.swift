/// A pool's risk and what its members bear, on top of the engine that keeps its books: `import TailpoolPools` brings both.
@_exported import TailpoolPoolEngine
