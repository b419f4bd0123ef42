import App
import ArgumentParser
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
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            let digest = try StoreReport.following { try store.keeping.copy(to: StoreAddress(to), progress: $0) }
            try output.print(.object(StoreReport.object(digest))) { _ in
                "copied and compared: \(StoreReport.text(digest))"
            }
        }
    }
}
