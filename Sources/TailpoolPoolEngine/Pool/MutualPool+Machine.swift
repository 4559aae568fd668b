import TailpoolEvents

extension MutualPool: EventMachine {}
