import App
import ArgumentParser
import Contract
import Formats
import Foundation
import Logging
import UnixSignals
import Values

extension EnvironmentName: ExpressibleByArgument {}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the integration points of a workspace until stopped.",
        discussion: """
            Prints an admin key on the first start, and never again. SIGTERM and Ctrl-C stop it cleanly: nothing more is \
            taken in, what is under way ends, and what was acknowledged is on disk at any moment.
            """)

    @Option(help: "The folder of points, systems, mappings and samples.")
    var workspace: String
    @Option(help: "The folder of the log; made when absent.")
    var data: String
    @Option(
        help: """
            Where the log is kept: postgres://… for a database that several nodes may share; else a file in the data \
            folder. [JUNCTION_STORE]
            """)
    var store: String?
    @Option(
        help: "The folder of secrets, the same for all nodes of a service; 'secrets' in the data folder if left out.")
    var secrets: String?
    @Option(help: "Where other nodes of the service reach the API, if not at its host and port: http://10.0.0.7:8080.")
    var advertise: String?
    @Option(help: "The address the API listens on.")
    var host = "127.0.0.1"
    @Option(help: "The API's port; 0 takes a free one.")
    var port = 8080
    @Option(
        help:
            "A PEM file with the API's certificate and its chain: it is then served over TLS. Looked at anew while it runs."
    )
    var tlsCertificate: String?
    @Option(help: "A PEM file with the private key of that certificate.")
    var tlsKey: String?
    @Option(help: "A PEM file of authorities: callers must show a certificate that one of them has signed.")
    var tlsClientAuthority: String?
    @Option(help: "A PEM file of authorities that other nodes' certificates are signed by; the system's if left out.")
    var nodeAuthority: String?
    @ArgumentParser.Flag(help: "Serve other machines without TLS; for a proxy in front that encrypts.")
    var allowUnencrypted = false
    @Option(
        name: .customLong("allow-origin"),
        help:
            "An origin whose pages may open a WebSocket, beside the server's own: https://app.example.org. Repeatable.")
    var origins: [String] = []
    @Option(help: "Which of a setting's values are used.")
    var environment = EnvironmentName.development
    @ArgumentParser.Flag(help: "Send to stand-ins for the external systems instead of to the real ones.")
    var sandbox = false
    @Option(help: "The stand-ins' port; 0 takes a free one.")
    var sandboxPort = 0
    @ArgumentParser.Flag(help: "Take free ports for the points' listeners, whatever their files say.")
    var freePorts = false
    @Option(help: "Events go when they are older, until it is said over the API; all stay when absent.")
    var keepDays: Int?
    @Option(help: "The oldest events of a stream go when its payloads have more; likewise.")
    var keepMegabytes: Int?
    @Option(help: "All but the newest so many events of a stream go; likewise.")
    var keepEvents: Int?
    @Option(help: "Event-loop threads.")
    var threads = 1
    @Option(help: "The least level that is logged: trace, debug, info, notice, warning, error, critical.")
    var logLevel = "warning"
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard [keepDays, keepMegabytes].allSatisfy({ $0.map { (1...1_000_000_000).contains($0) } ?? true }),
            keepEvents.map({ $0 >= 0 }) ?? true
        else { throw ValidationError("--keep-days and --keep-megabytes are at least 1, --keep-events at least 0.") }
        guard (tlsCertificate == nil) == (tlsKey == nil), tlsClientAuthority == nil || tlsKey != nil else {
            throw ValidationError("--tls-certificate and --tls-key go together; --tls-client-authority needs both.")
        }
    }

    func run() async throws {
        try await Outcome.reporting {
            var logger = Logger(label: "junction", factory: { StreamLogHandler.standardError(label: $0) })
            logger.logLevel = Logger.Level(rawValue: logLevel) ?? .warning
            let server = try await JunctionServer(settings, logger: logger)
            let format = output.format
            let running = Task {
                try await server.run { Self.announce($0, as: format) }
            }
            let signals = Task {
                for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
                    running.cancel()
                    break
                }
            }
            defer { signals.cancel() }
            try await running.value
            if format == .text { Console.say("stopped; nothing acknowledged is lost") }
        }
    }

    private var settings: ServerSettings {
        var settings = ServerSettings(workspace: workspace, data: data)
        settings.store = store ?? ProcessInfo.processInfo.environment["JUNCTION_STORE"]
        settings.secrets = secrets
        settings.advertise = advertise
        settings.host = host
        settings.port = port
        if let tlsCertificate, let tlsKey {
            settings.secure(certificate: tlsCertificate, key: tlsKey, clientAuthority: tlsClientAuthority)
        }
        settings.nodeAuthority = nodeAuthority
        settings.allowsUnencrypted = allowUnencrypted
        settings.origins = Set(origins.map { $0.lowercased() })
        settings.environment = environment
        settings.sandbox = sandbox
        settings.sandboxPort = sandboxPort
        settings.freePorts = freePorts
        settings.threads = threads
        settings.reservesLog = true
        settings.keep(days: keepDays, megabytes: keepMegabytes, events: keepEvents)
        return settings
    }

    private static func announce(_ report: JunctionServer.Report, as format: OutputFormat) {
        switch format {
        case .json: Console.say(line(report))
        case .text:
            for problem in report.problems { Console.complain("not running: \(problem)") }
            for (point, port) in report.listeners { Console.say("\(point) listens for MLLP on port \(port)") }
            if let sandbox = report.sandbox { Console.say("stand-ins for external systems at \(sandbox)") }
            if let key = report.adminKey { Console.say("admin key, shown this once: \(key)") }
            Console.say(
                "junction \(Product.version) is ready at \(report.api) (reference: \(report.api)/swagger/index.html)")
        }
    }

    private static func line(_ report: JunctionServer.Report) -> String {
        var listeners = Object()
        for (point, port) in report.listeners { listeners[point] = .integer(Int64(port)) }
        let value: Value = [
            "event": "ready", "api": .string(report.api), "listeners": .object(listeners),
            "sandbox": report.sandbox.map { .string($0) } ?? .null,
            "adminKey": report.adminKey.map { .string($0) } ?? .null,
            "problems": .array(report.problems.map { .string($0) }),
        ]
        return (try? String(decoding: JSONFormat().encode(value), as: UTF8.self)) ?? "{}"
    }
}
