import Values

/// Why a call to the server failed. Never carries the server's own words about a statement: they may quote data.
enum PostgresFailure: Error, Hashable {
    /// No connection could be made, and what libpq says of it.
    case unreachable(String)
    /// The connection broke: what was under way may or may not have happened.
    case lost(String)
    /// The server refused a statement (SQLSTATE, postgresql.org/docs/15/errcodes-appendix.html).
    case refused(state: String)

    /// The connection is of no more use.
    var isLoss: Bool {
        switch self {
        case .unreachable, .lost: true
        // A server that has become a standby, or is going down or coming up: another connection may find the right one.
        case .refused(let state): state.hasPrefix("08") || state.hasPrefix("57P") || state == "25006"
        }
    }

    /// The transaction stood in another's way, and may go through the next time.
    var isCollision: Bool {
        guard case .refused(let state) = self else { return false }
        return ["40001", "40P01", "55P03"].contains(state)
    }

    var error: JunctionError {
        switch self {
        case .unreachable(let words):
            JunctionError(
                .storeUnavailable, "PostgreSQL cannot be reached: \(words)",
                remedy: "Check the address of the store, and that the server runs; it is tried again by itself.")
        case .lost(let words): JunctionError(.storeUnavailable, "the connection to PostgreSQL was lost: \(words)")
        case .refused(let state): Self.error(state)
        }
    }

    private static func error(_ state: String) -> JunctionError {
        switch state {
        case "53100": JunctionError(.storeFull, "the disk of PostgreSQL is full")
        case _ where state.hasPrefix("42501") || state.hasPrefix("28"):
            JunctionError(
                .storeUnavailable, "PostgreSQL does not let us in (SQLSTATE \(state))",
                remedy: "Check user, password and rights: the store makes its tables in a schema of its own.")
        case _ where Self.passing.contains { state.hasPrefix($0) }:
            JunctionError(.storeUnavailable, "PostgreSQL cannot serve now (SQLSTATE \(state))")
        case _ where state.hasPrefix("XX"):
            JunctionError(
                .storeUnavailable, "PostgreSQL reports damage or a fault of its own (SQLSTATE \(state))",
                remedy: "Look into the server's log; restore a backup if its data is damaged.")
        default:
            JunctionError(.internalFault, "the store did what it should not be able to (SQLSTATE \(state))")
        }
    }

    /// Connection, transaction state and collision, resources, operator, system; read-only server.
    private static let passing = ["08", "25", "40", "53", "55", "57", "58"]

    /// Runs `body` with every failure made one of ours.
    static func translating<Answer>(_ body: () throws -> Answer) throws(JunctionError) -> Answer {
        do {
            return try body()
        } catch let failure as PostgresFailure {
            throw failure.error
        } catch let error as JunctionError {
            throw error
        } catch {
            throw JunctionError(.storeUnavailable, "the store failed", cause: error)
        }
    }
}
