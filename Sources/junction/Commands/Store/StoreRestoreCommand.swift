import App
import ArgumentParser
import Values

struct StoreRestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Take a backup into an empty store, and compare what arrived.",
        discussion:
            "All of it, or nothing. What was delivered after the backup was made is delivered again, with the same ids."
    )

    @Argument(help: "The file that 'junction store backup' wrote.")
    var file: String
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            let digest = try StoreReport.following { try store.keeping.restore(from: file, progress: $0) }
            try output.print(.object(StoreReport.object(digest))) { _ in
                "restored and compared: \(StoreReport.text(digest))"
            }
        }
    }
}
