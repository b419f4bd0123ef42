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

    @Option(
        help: """
            A PEM file of authorities that the server's certificate may be signed by; the system's if left out. \
            [JUNCTION_AUTHORITY]
            """)
    var authority: String?

    @Option(help: "A PEM file with our certificate chain, for a server that asks. [JUNCTION_CLIENT_CERTIFICATE]")
    var clientCertificate: String?

    @Option(help: "A PEM file with the private key of it. [JUNCTION_CLIENT_KEY]")
    var clientKey: String?

    /// Throws when the address or a file cannot be used.
    var client: JunctionClient {
        get throws {
            let environment = ProcessInfo.processInfo.environment
            return try JunctionClient(
                server: server ?? environment["JUNCTION_SERVER"] ?? "http://127.0.0.1:8080",
                key: key ?? environment["JUNCTION_KEY"],
                trusting: authority ?? environment["JUNCTION_AUTHORITY"],
                certificate: clientCertificate ?? environment["JUNCTION_CLIENT_CERTIFICATE"],
                certificateKey: clientKey ?? environment["JUNCTION_CLIENT_KEY"])
        }
    }
}
