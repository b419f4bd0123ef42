import App
import ArgumentParser
import Events
import Values

struct StoreVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check all that the store, or a backup, holds.",
        discussion: """
            Sequences without gaps, in the log and in each stream; deliveries and dead letters of events that are there, none \
            of them lost; the checksums of a backup; the file and indexes of a store. What is damaged is named and passed \
            over. Ends with 1 when there are findings.
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
            let advice = audit.isDamaged ? StoreReport.advice(store) : nil
            try output.print(StoreReport.value(audit, remedy: advice)) { _ in
                ([StoreReport.text(audit)] + (advice.map { [$0] } ?? [])).joined(separator: "\n")
            }
            if audit.findingCount > 0 { throw Outcome.findings }
        }
    }
}
