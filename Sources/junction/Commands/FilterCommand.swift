import App
import ArgumentParser

struct FilterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "filter", abstract: "Evaluate CloudEvents SQL (CESQL 1.0) over events.",
        discussion: """
            Reads lines {"id","expression","event"?} from standard input and answers each with {"id","result"}, or with \
            {"id","error","message","result"} where error is parse, math, cast, missingAttribute, missingFunction, \
            functionEvaluation, or line for a line that is none. A bad line does not end the run.
            """)

    @ArgumentParser.Flag(help: "Answer NDJSON lines from standard input; the only way there is.")
    var batch = false

    func validate() throws {
        guard batch else { throw ValidationError("Give --batch.") }
    }

    func run() throws {
        let batch = FilterBatch()
        try LineBatch.answer { batch.answer($0) }
    }
}
