import App
import ArgumentParser
import Formats
import Foundation
import Values

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }

struct OutputOptions: ParsableArguments {
    @Option(help: "How to print: text for people, json for programs.")
    var format = OutputFormat.text

    func print(_ value: Value, text: (Value) -> String) throws {
        switch format {
        case .text: Console.say(text(value))
        case .json: Console.say(String(decoding: try JSONFormat().encode(value), as: UTF8.self))
        }
    }
}

struct ServerOptions: ParsableArguments {
    @Option(help: "The server's address. [JUNCTION_SERVER, http://127.0.0.1:8080]")
    var server: String?

    @Option(help: "An API key. Safer in the environment: a command line can be seen by others. [JUNCTION_KEY]")
    var key: String?

    var client: JunctionClient {
        let environment = ProcessInfo.processInfo.environment
        return JunctionClient(
            server: server ?? environment["JUNCTION_SERVER"] ?? "http://127.0.0.1:8080",
            key: key ?? environment["JUNCTION_KEY"])
    }
}
