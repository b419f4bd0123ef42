import App
import ArgumentParser
import Values

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what flows, what waits and what failed.")

    @OptionGroup var server: ServerOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            let status = try await server.client.get("/api/integration/status")
            try output.print(status, text: Self.text)
        }
    }

    static func text(_ status: Value) -> String {
        [destinations(status), queues(status)].compactMap(\.self).joined(separator: "\n\n")
    }

    /// Nil when no integration takes from a queue.
    private static func queues(_ status: Value) -> String? {
        let rows = (status["integrations"]?.array ?? []).filter { $0["queue"] != nil }
        guard !rows.isEmpty else { return nil }
        let header = ["INTEGRATION", "QUEUE", "STATE", "IN FLIGHT", "TAKEN", "REFUSED", "AGAIN", "PROBLEM"]
        let keys = ["queue", "state", "inFlight", "acknowledged", "rejected", "redelivered", "problem"]
        return Table.text(
            [header] + rows.map { row in [Table.cell(row["id"])] + keys.map { Table.cell(row["queue"]?[$0]) } })
    }

    private static func destinations(_ status: Value) -> String {
        let rows = status["destinations"]?.array ?? []
        guard !rows.isEmpty else { return "No destination is running." }
        let header = ["DESTINATION", "STATE", "WAITING", "IN FLIGHT", "DELIVERED", "DEAD", "LAST ERROR"]
        let keys = ["backlog", "inFlight", "delivered", "deadLetters", "lastError"]
        return Table.text(
            [header] + rows.map { row in [Table.cell(row["id"]), state(row)] + keys.map { Table.cell(row[$0]) } })
    }

    /// In words: `breaker` is one of the trade.
    private static func state(_ destination: Value) -> String {
        switch (destination["full"]?.bool, destination["breaker"]?.string) {
        case (true?, _): "full"
        case (_, "open"?): "failing"
        case (_, "halfOpen"?): "trying"
        default: "well"
        }
    }
}

/// Columns padded to the widest cell.
enum Table {
    static func text(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
                .joined(separator: "  ").trimmingSuffix(" ")
        }.joined(separator: "\n")
    }

    static func cell(_ value: Value?) -> String {
        switch value {
        case nil, .null?: "-"
        case .string(let text)?: text
        case .integer(let number)?: String(number)
        case .double(let number)?: String(number)
        case .bool(let flag)?: flag ? "yes" : "no"
        default: "…"
        }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}
