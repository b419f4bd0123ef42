import App
import ArgumentParser
import Values

struct TailCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail", abstract: "Print messages and events as they arrive.")

    @Option(help: "Only this integration point or stream.")
    var stream: String?
    @Flag(help: "Stop after what is there now.")
    var once = false
    @OptionGroup var server: ServerOptions
    @OptionGroup var output: OutputOptions

    /// How long to wait before asking for more.
    private static let pause = Duration.seconds(1)

    func run() async throws {
        try await Outcome.reporting {
            let client = try server.client
            var shown: Set<String> = []
            while true {
                var query = [("limit", String(Self.pageMost))]
                if let stream { query.append(("stream", stream)) }
                let page = try await client.get("/api/integration/events/history", query: query)
                // The newest are asked for again, so that nothing of the same moment is missed, whatever time events bear.
                let newest = page["items"]?.array ?? []
                for event in newest.reversed() where !shown.contains(Self.id(event)) {
                    try output.print(event, text: Self.line)
                }
                if once { return }
                shown = Set(newest.map(Self.id))
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    private static let pageMost = 500

    private static func id(_ event: Value) -> String { event["id"]?.string ?? "" }

    static func line(_ event: Value) -> String {
        ["timestamp", "stream", "type", "id", "status"]
            .map { Table.cell(event[$0]) }.joined(separator: "  ")
    }
}
