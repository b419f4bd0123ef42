import App
import ArgumentParser
import Contract

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look at all that a server needs, and say what to do about what is missing.")

    @Option(help: "The workspace.")
    var workspace = "."
    @Option(help: "The folder of the log.")
    var data = "var"
    @Option(help: "The API's port.")
    var port = 8080
    @Option(help: "Which of a setting's values are used.")
    var environment = EnvironmentName.development
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var settings = ServerSettings(workspace: workspace, data: data)
        settings.port = port
        settings.environment = environment
        let found = await Doctor(settings).examine()
        for diagnosis in found {
            let remedy = diagnosis.remedy.map { "\n      \($0)" } ?? ""
            try output.print(diagnosis.value) { _ in
                "\(diagnosis.isWell ? "ok  " : "ILL ") \(diagnosis.subject): \(diagnosis.message)\(remedy)"
            }
        }
        if found.contains(where: { !$0.isWell }) { throw Outcome.findings }
    }
}
