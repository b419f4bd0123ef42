import App
import ArgumentParser
import Events
import Values

struct StoreVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check all that the store, or a backup, holds.",
        discussion: """
            Sequences without gaps, in the log and in each stream; deliveries and dead letters of events that are there, none \
            of them lost; the checksums of a backup; the file and indexes of a store. Ends with 1 when there are findings.
            """)

    @Option(help: "A backup to check instead of a store.")
    var backup: String?
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            let audit = try StoreReport.following { progress in
                guard let backup else { return try store.keeping.verify(progress: progress) }
                return try StoreKeeping.verify(backup: backup, progress: progress)
            }
            try output.print(Self.value(audit)) { _ in Self.text(audit) }
            if audit.findingCount > 0 { throw Outcome.findings }
        }
    }

    private static func value(_ audit: StoreAudit) -> Value {
        var value = StoreReport.object(audit.digest)
        value["findingCount"] = .integer(Int64(audit.findingCount))
        value["findings"] = .array(
            audit.findings.map { ["place": .string($0.place), "message": .string($0.message)] })
        return .object(value)
    }

    private static func text(_ audit: StoreAudit) -> String {
        let found = audit.findings.map(\.description)
        let more = audit.findingCount > found.count ? ["… and \(audit.findingCount - found.count) more"] : []
        let verdict = audit.findingCount == 0 ? "whole" : "\(audit.findingCount) findings"
        return (found + more + ["\(verdict): \(StoreReport.text(audit.digest))"]).joined(separator: "\n")
    }
}
