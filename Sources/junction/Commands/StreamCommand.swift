import App
import ArgumentParser
import Formats
import Values

struct StreamCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stream", abstract: "Take a file of events through a stream's windows, and print the results.",
        discussion: """
            Needs no server: the events are all there is, and every window closes at the end, so the same events always \
            give the same results. Results are printed as events, one a line.
            """)

    @Option(help: "The point file that has the stream.")
    var point: String
    @Option(help: "Events as they are published, one a line; '-' is standard input.")
    var events: String
    @Argument(help: "The stream's id; not needed when the file has one only.")
    var stream: String?

    func run() async throws {
        try await Outcome.reporting {
            let run = try StreamRun(
                of: stream, in: Input.bytes(of: point), named: point, events: Input.bytes(of: events))
            for event in run.events { Console.say(String(decoding: try JSONFormat().encode(event), as: UTF8.self)) }
            for problem in run.problems { Console.complain(problem) }
            if !run.problems.isEmpty { throw Outcome.findings }
        }
    }
}
