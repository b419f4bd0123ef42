import App
import ArgumentParser
import Events
import Values

struct StoreMigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the store's tables to another step, forward or back.",
        discussion: """
            A server does this by itself at its start. Steps that only add leave older versions running beside; each step says \
            whether it does. Steps are taken back only while no server uses the store.
            """)

    @Option(help: "The step to go to; the newest that this version knows, if left out.")
    var to: Int?
    @ArgumentParser.Flag(help: "Show the steps and their SQL, and change nothing.")
    var dryRun = false
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            let plan = try store.keeping.migrate(to: to, isDryRun: dryRun)
            try output.print(Self.value(plan)) { _ in Self.text(plan, isDryRun: dryRun) }
        }
    }

    private static func value(_ plan: StoreMigration) -> Value {
        [
            "from": .integer(Int64(plan.from)), "to": .integer(Int64(plan.target)),
            "steps": .array(
                plan.steps.map {
                    [
                        "to": .integer(Int64($0.number)), "isAddition": .bool($0.isAddition),
                        "statements": .string($0.statements),
                    ]
                }),
        ]
    }

    private static func text(_ plan: StoreMigration, isDryRun: Bool) -> String {
        guard !plan.steps.isEmpty else { return "the store is at step \(plan.from) already" }
        guard isDryRun else { return "the store went from step \(plan.from) to step \(plan.target)" }
        return plan.steps.map { step in
            let kind = step.isAddition ? "older versions go on beside it" : "other versions must be stopped"
            return "-- \(step.isForward ? "forward" : "back") to step \(step.number); \(kind)\n\(step.statements)"
        }.joined(separator: "\n")
    }
}
