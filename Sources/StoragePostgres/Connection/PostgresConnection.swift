import CLibPQ
import Glibc
import Values

/// One connection to a server, through libpq (postgresql.org/docs/15/libpq.html). All calls into the C library that
/// concern connections are in this file; those that read rows are in `PostgresResult`.
///
/// Nothing here waits without a limit: the socket is polled, and a server that says nothing for `answerLimit` counts as
/// lost. A connection that was lost stays lost; its owner makes another.
// Unchecked: libpq allows one thread at a time, and every owner keeps its connections behind a lock.
@safe final class PostgresConnection: @unchecked Sendable {
    /// How long a connection may take to be made, per address, in whole seconds (libpq takes 2 at least).
    private static let connectSeconds = 3

    private let handle: OpaquePointer
    private let answerLimit: Duration
    private var prepared: [String: String] = [:]
    private var preparedCount = 0
    /// Set once the connection is of no more use.
    private(set) var isLost = false

    /// Connects to what a `postgres://` address or a string of keywords names (libpq, section 34.1.1).
    init(_ address: String, answerLimit: Duration) throws(PostgresFailure) {
        self.answerLimit = answerLimit
        // What the address says itself comes later, and wins. A peer that vanishes is noticed by the kernel.
        let settings: [(String, String)] = [
            ("connect_timeout", "\(Self.connectSeconds)"), ("keepalives_idle", "5"),
            ("keepalives_interval", "2"), ("keepalives_count", "3"), ("tcp_user_timeout", "10000"),
            ("dbname", address), ("client_encoding", "UTF8"),
        ]
        guard let handle = unsafe Self.connect(settings) else { throw .lost("there is no memory for a connection") }
        unsafe self.handle = handle
        // What the server says aside, such as that it goes down, would go to the standard error stream as it is.
        _ = unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
        guard unsafe PQstatus(handle) == CONNECTION_OK, unsafe PQsetnonblocking(handle, 1) == 0 else {
            isLost = true
            throw .unreachable(firstLine)
        }
    }

    deinit { unsafe PQfinish(handle) }

    private static func connect(_ settings: [(String, String)]) -> OpaquePointer? {
        var keywords = unsafe settings.map { unsafe UnsafePointer<CChar>(strdup($0.0)) } + [nil]
        var values = unsafe settings.map { unsafe UnsafePointer<CChar>(strdup($0.1)) } + [nil]
        defer { unsafe (keywords + values).forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        return unsafe PQconnectdbParams(&keywords, &values, 1)
    }

    /// Process number of the server's side of this connection.
    var serverProcess: Int64 { Int64(unsafe PQbackendPID(handle)) }

    /// Runs all queries with one wait for the answers (libpq, section 34.5), and returns a result each. Throws the first
    /// error; what came after it was not run.
    func run(_ queries: [PostgresQuery]) throws(PostgresFailure) -> [PostgresResult] {
        guard !isLost else { throw .lost("the connection was lost") }
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw lost() }
        var isPreparation: [Bool] = []
        var names: [String] = []
        for query in queries {
            if query.isPrepared, prepared[query.sql] == nil {
                try prepare(query)
                isPreparation.append(true)
                names.append(query.sql)
            }
            try send(query)
            isPreparation.append(false)
        }
        guard unsafe PQpipelineSync(handle) == 1 else { throw lost() }
        try flush()
        let (results, failure) = try collect(isPreparation)
        guard unsafe PQexitPipelineMode(handle) == 1 else { throw lost() }
        if let failure {
            // Some of these may not have been prepared; under another name they are again.
            for name in names { prepared[name] = nil }
            throw failure
        }
        return results
    }

    func run(_ query: PostgresQuery) throws(PostgresFailure) -> PostgresResult {
        guard let result = try run([query]).first else { throw .lost("the server gave no answer") }
        return result
    }

    /// Runs statements without parameters, one or several, in the simple protocol.
    func execute(_ sql: String) throws(PostgresFailure) {
        guard !isLost else { throw .lost("the connection was lost") }
        guard unsafe PQsendQuery(handle, sql) == 1 else { throw lost() }
        try flush()
        var failure: PostgresFailure?
        while let result = try next() { failure = failure ?? result.failure }
        if let failure { throw try judged(failure) }
    }

    /// Channels and payloads of what was notified, waiting for it at most so long (section 34.9).
    func notifications(within span: Duration) throws(PostgresFailure) -> [(channel: String, payload: String)] {
        guard !isLost else { throw .lost("the connection was lost") }
        var found = takeNotifications()
        if found.isEmpty, try wait(for: Int16(POLLIN), span) {
            guard unsafe PQconsumeInput(handle) == 1 else { throw lost() }
            found = takeNotifications()
        }
        return found
    }

    private func takeNotifications() -> [(channel: String, payload: String)] {
        var found: [(String, String)] = []
        while let one = unsafe PQnotifies(handle) {
            unsafe found.append((String(cString: one.pointee.relname), String(cString: one.pointee.extra)))
            unsafe PQfreemem(one)
        }
        return found
    }
}

// MARK: - Sending

extension PostgresConnection {
    private func prepare(_ query: PostgresQuery) throws(PostgresFailure) {
        preparedCount += 1
        let name = "s\(preparedCount)"
        prepared[query.sql] = name
        let sent = unsafe query.types.withUnsafeBufferPointer {
            unsafe PQsendPrepare(handle, name, query.sql, Int32($0.count), $0.baseAddress)
        }
        guard sent == 1 else { throw lost() }
    }

    private func send(_ query: PostgresQuery) throws(PostgresFailure) {
        let name = prepared[query.sql]
        let count = Int32(query.types.count)
        let formats = [Int32](repeating: 1, count: query.types.count)
        let sent = unsafe query.withParameters { values, lengths in
            guard let name else {
                return unsafe PQsendQueryParams(handle, query.sql, count, query.types, values, lengths, formats, 1)
            }
            return unsafe PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
        }
        guard sent == 1 else { throw lost() }
    }

    /// Everything goes out; what comes in meanwhile is taken in, so that neither side waits for the other for ever.
    private func flush() throws(PostgresFailure) {
        while true {
            let left = unsafe PQflush(handle)
            if left == 0 { return }
            guard left == 1, try wait(for: Int16(POLLIN | POLLOUT), answerLimit),
                unsafe PQconsumeInput(handle) == 1
            else { throw lost() }
        }
    }
}

// MARK: - Receiving

extension PostgresConnection {
    private func collect(
        _ isPreparation: [Bool]
    ) throws(PostgresFailure) -> ([PostgresResult], PostgresFailure?) {
        var results: [PostgresResult] = []
        var failure: PostgresFailure?
        for isPreparation in isPreparation {
            while let result = try next() {
                if let found = result.failure { failure = failure ?? found }
                if !isPreparation, failure == nil { results.append(result) }
            }
        }
        // The synchronisation point has a result of its own.
        while let result = try next(), !result.isSynchronisation {
            if let found = result.failure { failure = failure ?? found }
        }
        return (results, try failure.map { failure throws(PostgresFailure) in try judged(failure) })
    }

    /// The next result of the query under way; nil after its last.
    private func next() throws(PostgresFailure) -> PostgresResult? {
        while unsafe PQisBusy(handle) == 1 {
            guard try wait(for: Int16(POLLIN), answerLimit), unsafe PQconsumeInput(handle) == 1 else { throw lost() }
        }
        guard let result = unsafe PQgetResult(handle) else {
            guard unsafe PQstatus(handle) == CONNECTION_OK else { throw lost() }
            return nil
        }
        return unsafe PostgresResult(result)
    }

    /// A server that closed the connection with its error (it was stopped, or an operator ended the session) is lost.
    private func judged(_ failure: PostgresFailure) throws(PostgresFailure) -> PostgresFailure {
        guard unsafe PQstatus(handle) == CONNECTION_OK else { throw lost() }
        return failure
    }

    /// False when the time is over.
    private func wait(for events: Int16, _ span: Duration) throws(PostgresFailure) -> Bool {
        var entry = pollfd(fd: unsafe PQsocket(handle), events: events, revents: 0)
        guard entry.fd >= 0 else { throw lost() }
        let ready = unsafe poll(&entry, 1, Int32(clamping: span.wholeMicroseconds / 1000))
        return ready > 0 || (ready < 0 && errno == EINTR)
    }

    private func lost() -> PostgresFailure {
        isLost = true
        return .lost(firstLine)
    }

    /// What libpq says of the connection: names of hosts and users, never a password.
    private var firstLine: String {
        let text = unsafe String(cString: PQerrorMessage(handle))
        return String(text.split(separator: "\n").first ?? "the connection was lost")
    }
}
