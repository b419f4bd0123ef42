import App
import ArgumentParser
import Values

struct StoreBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write all that the store holds at this moment to a file.",
        discussion: "Servers go on meanwhile. The file has its name only once it is whole and on the disk.")

    @Argument(help: "The file to write; there must be none of that name.")
    var file: String
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            let digest = try StoreReport.following { try store.keeping.backUp(to: file, progress: $0) }
            try output.print(.object(StoreReport.object(digest))) { _ in "\(file): \(StoreReport.text(digest))" }
        }
    }
}
