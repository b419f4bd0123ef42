import App
import ArgumentParser
import Contract

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look through a workspace for what would go wrong later.")

    @Argument(help: "The workspace.")
    var workspace = "."
    @OptionGroup var output: OutputOptions

    func run() throws {
        let report = WorkspaceCheck.run(workspace)
        Console.say(output.format == .json ? report.json : report.text)
        if !report.problems.isEmpty { throw Outcome.findings }
    }
}
