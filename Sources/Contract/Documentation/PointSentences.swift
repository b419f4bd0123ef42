import Values

extension Trigger {
    /// What sets the flow off, in words.
    var sentence: String {
        switch self {
        case .mllp(let listener):
            "HL7 v2 messages over MLLP\(listener.tls == nil ? "" : " and TLS") at \(listener.host):\(listener.port)"
        case .http: "messages posted to this point over HTTP"
        case .rabbitmq(let source): "the messages of the queue `\(source.queue)` of \(source.system)"
        case .event(let filter): "events of type `\(filter.type)`" + (filter.source.map { " from \($0)" } ?? "")
        case .schedule(let schedule):
            "the schedule `\(schedule.cron)` (\(schedule.timeZone)), which \(schedule.source.sentence); missed runs: \(schedule.missedRuns.rawValue)"
        }
    }
}

extension ScheduledSource {
    var sentence: String {
        switch self {
        case .read(let files):
            "reads `\(files.files)`" + (files.archive.map { " and then moves them to `\($0)`" } ?? "")
        case .call(let call): "calls \(call.operation) of \(call.system)"
        }
    }
}

extension Step {
    var sentence: String {
        let what =
            switch action {
            case .validate(let schema): "Refuse it unless it meets `\(schema)`"
            case .map(let mapping): "Map it with `\(mapping)`"
            case .filter(let condition): "Go on only if `\(condition)`"
            case .split(let path): "Go on with each record at `\(path)` by itself"
            }
        return what + (onlyIf.map { ", while `\($0)` is on" } ?? "")
    }
}

extension Delivery {
    var sentence: String {
        "Deliver it to \(system) (`\(operation)`), trying up to \(retry.attempts) times within \(retry.within.written)"
            + (onlyIf.map { ", while `\($0)` is on" } ?? "")
    }
}

extension Scenario.Stimulus {
    var sentence: String {
        let samples = samples.map { "`\($0)`" }.joined(separator: ", ")
        return switch self {
        case .receive: "\(samples) arrives"
        case .sync: "the schedule comes due and finds \(samples)"
        case .publish: "\(samples) is published"
        }
    }
}

extension Expectation {
    var sentences: [String] {
        var sentences: [String] = []
        if let acknowledge { sentences.append("the sender is answered \(acknowledge)") }
        for (system, samples) in deliver {
            let what = samples.isEmpty ? "nothing" : samples.map { "`\($0)`" }.joined(separator: ", ")
            sentences.append("\(system) is sent \(what)")
        }
        if let attempts { sentences.append("this takes \(attempts) call\(attempts == 1 ? "" : "s")") }
        if let finding { sentences.append("a finding says \u{201C}\(finding)\u{201D}") }
        if let deadLetter { sentences.append("a dead letter says \u{201C}\(deadLetter)\u{201D}") }
        return sentences
    }
}
