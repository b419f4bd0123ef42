import App
import ArgumentParser
import Events
import Values

struct StoreCopyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy", abstract: "Copy all that the store holds at this moment into another, of either kind.",
        discussion: """
            Sequences, deliveries that wait, dead letters and documents stay as they are. Stop the servers of the store first \
            if the copy is to take its place: what they take in afterwards is not in it.
            """)

    @Option(help: "The store to copy into, which must be empty: postgres://… or the path of a file.")
    var to: String
    @Flag(help: "Leave out what a damaged store cannot give, and say what that is.")
    var skipDamaged = false
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            guard !skipDamaged else { return try salvage() }
            let digest = try StoreReport.following { try store.keeping.copy(to: StoreAddress(to), progress: $0) }
            try output.print(.object(StoreReport.object(digest))) { _ in
                "copied and compared: \(StoreReport.text(digest))"
            }
        }
    }

    /// Ends with 1 when something was left out.
    private func salvage() throws {
        let (copied, audit) = try StoreReport.following {
            try store.keeping.salvage(to: StoreAddress(to), progress: $0)
        }
        try output.print(StoreReport.value(audit)) { _ in
            StoreReport.text(audit) + "\ncopied and compared: \(StoreReport.text(copied))"
        }
        if audit.findingCount > 0 { throw Outcome.findings }
    }
}
