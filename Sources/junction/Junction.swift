import ArgumentParser

@main
struct Junction: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "junction",
        abstract: "Connects systems: one file documents, runs, mocks, tests and watches each integration point.",
        discussion: """
            Exit codes: 0 all well, 1 findings, 64 wrong usage, 65 bad data, 69 a system is unavailable.
            The server and key are taken from --server and --key, or from JUNCTION_SERVER and JUNCTION_KEY.
            """,
        subcommands: [
            ServeCommand.self, CheckCommand.self, TestCommand.self, DoctorCommand.self, ConvertCommand.self,
            EvalCommand.self, MapCommand.self, ValidateCommand.self, FilterCommand.self,
            StreamCommand.self, SendCommand.self,
            PublishCommand.self, TailCommand.self, StatusCommand.self, StoreCommand.self, VersionCommand.self,
        ])
}
