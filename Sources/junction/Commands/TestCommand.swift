import App
import ArgumentParser
import Values

struct TestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run every point's scenarios and samples against stand-ins, edges included.")

    @Argument(help: "The workspace.")
    var workspace = "."
    @Option(help: "Only this integration point.")
    var point: String?
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await Outcome.reporting {
            var (passed, failed) = (0, 0)
            try await ScenarioRunner(workspace: workspace).run(point: point) { report in
                if report.passed { passed += 1 } else { failed += 1 }
                show(report)
            }
            if output.format == .text { Console.say("\(passed) passed, \(failed) failed") }
            if failed > 0 { throw Outcome.findings }
        }
    }

    private func show(_ report: ScenarioReport) {
        let value: Value = [
            "point": .string(report.point), "scenario": .string(report.name), "passed": .bool(report.passed),
            "failures": .array(report.failures.map { .string($0) }),
            "milliseconds": .integer(Int64(report.milliseconds)),
        ]
        let mark = report.passed ? "pass" : "FAIL"
        let details = report.failures.map { "\n      \($0)" }.joined()
        try? output.print(value) { _ in
            "\(mark)  \(report.point): \(report.name) (\(report.milliseconds) ms)\(details)"
        }
    }
}
