import App
import ArgumentParser
import Values

struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send", abstract: "Send messages to an MLLP listener or to a point over HTTP.",
        discussion: "With --mllp, each message of an HL7 batch file is sent by itself. '-' is standard input.")

    @Option(help: "HOST:PORT of an MLLP listener.")
    var mllp: String?
    @Option(help: "The integration point to send to over HTTP.")
    var point: String?
    @Option(help: "The media type of messages sent over HTTP.")
    var contentType = "application/json"
    @Argument(help: "The files to send, in this order.")
    var files: [String]
    @OptionGroup var server: ServerOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (mllp == nil) != (point == nil) else { throw ValidationError("Name either --mllp or --point.") }
    }

    func run() async throws {
        try await Outcome.reporting {
            let sender = try sender()
            var (accepted, refused) = (0, 0)
            var progress = Progress()
            for file in files {
                for message in try MessageSender.messages(in: Input.bytes(of: file), isHL7: mllp != nil) {
                    let outcome = try await sender.send(message)
                    if outcome.isAccepted { accepted += 1 } else { refused += 1 }
                    progress.show("sent \(accepted + refused), accepted \(accepted), refused \(refused)")
                    if !outcome.isAccepted || output.format == .json { try report(file, outcome) }
                }
            }
            progress.finish()
            if output.format == .text { Console.say("accepted \(accepted), refused \(refused)") }
            if refused > 0 { throw Outcome.findings }
        }
    }

    private func report(_ file: String, _ outcome: MessageSender.Outcome) throws {
        let value: Value = [
            "file": .string(file), "answer": .string(outcome.answer),
            "detail": outcome.detail.map { .string($0) } ?? .null,
        ]
        try output.print(value) { _ in "\(file): \(outcome.answer)\(outcome.detail.map { ": \($0)" } ?? "")" }
    }

    private func sender() throws -> MessageSender {
        if let point { return .http(try server.client, point: point, contentType: contentType) }
        guard let mllp, let colon = mllp.lastIndex(of: ":"), let port = Int(mllp[mllp.index(after: colon)...]) else {
            throw ValidationError("--mllp takes HOST:PORT")
        }
        return try .mllp(host: String(mllp[..<colon]), port: port)
    }
}
