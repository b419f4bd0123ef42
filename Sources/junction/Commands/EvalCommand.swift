import App
import ArgumentParser
import Formats
import Mapping
import Values

struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate a JSONata expression over JSON.",
        discussion: """
            Without --batch, evaluates EXPRESSION over the JSON of standard input. With --batch, reads lines \
            {"id","expr","data","bindings"?} and answers each with {"id","result"}, {"id","undefined":true} or {"id","error"}.
            """)

    @Argument(help: "The expression.")
    var expression: String?
    @ArgumentParser.Flag(help: "Answer NDJSON lines from standard input.")
    var batch = false
    @Option(help: "How long one evaluation may take, in milliseconds.")
    var timeoutMs = 5000
    @Option(help: "How deep expressions may nest, calls included.")
    var maxDepth: Int?

    func validate() throws {
        guard batch == (expression == nil) else { throw ValidationError("Give an expression, or --batch.") }
    }

    func run() throws {
        var limits = JSONataLimits()
        limits.timeout = .milliseconds(timeoutMs)
        if let maxDepth { limits.depthMost = maxDepth }
        let environment = JSONataEnvironment(clock: TimeSource.system.now, limits: limits)
        do {
            guard let expression else {
                var batch = JSONataBatch(environment: environment)
                return try LineBatch.answer { batch.answer($0) }
            }
            let input = try JSONFormat().decode(Input.bytes(of: "-"))
            let result = try JSONataExpression(expression).evaluate(input, environment: environment)
            guard let result else { return }
            Console.say(String(decoding: try JSONFormat().encode(result), as: UTF8.self))
        } catch let error as JSONataError {
            Console.complain(error.description)
            throw Outcome.badData
        } catch let error as JunctionError {
            Console.complain(error.description)
            throw Outcome.exitCode(of: error)
        }
    }
}
