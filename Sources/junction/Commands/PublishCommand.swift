import App
import ArgumentParser
import Formats
import Values

struct PublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Publish events to the log.",
        discussion: "FILE holds one event, an array of events, or one event a line; '-' is standard input.")

    @Argument(help: "A file of events as JSON.")
    var file: String
    @OptionGroup var server: ServerOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            let client = try server.client
            let bytes = try Input.bytes(of: file)
            let events = try NDJSONFormat().decode(bytes).array ?? []
            for event in events {
                let body = try JSONFormat().encode(event)
                let answer = try await client.post("/api/integration/events/publish", body: body)
                try output.print(answer) { "published \($0["id"]?.string ?? "\($0)")" }
            }
        }
    }
}
