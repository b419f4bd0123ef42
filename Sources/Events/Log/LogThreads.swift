import Values

/// Where operations wait for the transaction that they share with others.
protocol CommitQueueing: Sendable {
    /// Takes an entry, or returns why not; then `done` is never called.
    func submit(_ entry: CommitQueue.Entry) -> JunctionError?
    /// Writes what is waiting, then stops.
    func close() async
}

/// Runs a store's blocking reads off the threads of tasks.
protocol ReadQueueing: Sendable {
    func run<Answer: Sendable>(_ read: @escaping @Sendable () throws -> Answer) async throws -> Answer
}

/// What a log has its blocking work done on. A simulation brings its own.
struct LogThreads: Sendable {
    var commits: @Sendable (Committer) -> any CommitQueueing
    var reads: any ReadQueueing
    /// Apart from the other reads: what waits for slow ones would lose its leases.
    var leases: any ReadQueueing

    init(
        commits: @escaping @Sendable (Committer) -> any CommitQueueing, reads: any ReadQueueing,
        leases: any ReadQueueing
    ) {
        self.commits = commits
        self.reads = reads
        self.leases = leases
    }

    init(_ settings: EventLog.Settings) {
        commits = { committer in
            CommitQueue(
                countLimit: settings.queueCount, byteLimit: settings.queueBytes,
                turn: { committer.awaitTurn() }, commit: { committer.commit($0) }, idle: { committer.maintain() },
                end: { committer.end() })
        }
        reads = ReadQueue(concurrency: settings.readers, queueLimit: settings.readQueue)
        leases = ReadQueue(concurrency: 1, queueLimit: 4)
    }
}
