import Values

/// Samples must be there and be what the point says they are.
enum SampleChecks {
    static func decodable(_ subject: LintSubject) -> [Problem] {
        guard let communication = subject.point.communication.part else { return [] }
        var problems: [Problem] = []
        for (index, pair) in subject.point.samples.enumerated() {
            problems += check(
                pair.input, communication.incoming.format, communication.incoming.options, subject,
                named: "sampleData[\(index)].in")
            if let output = pair.output, let outgoing = communication.outgoing {
                let format = output.hasSuffix(".ndjson") ? "ndjson" : outgoing.format
                problems += check(output, format, NamedValues(), subject, named: "sampleData[\(index)].out")
            }
        }
        return problems
    }

    private static func check(
        _ sample: String, _ format: String, _ options: NamedValues<OptionValue>, _ subject: LintSubject,
        named path: String
    ) -> [Problem] {
        // A sample that is not there, or a format that is not known, is reported elsewhere.
        guard subject.workspace.samples[sample] != nil, subject.context.formats?.contains(format) ?? true else {
            return []
        }
        do {
            try subject.context.decode(format, options, subject.workspace.sample(sample))
            return []
        } catch {
            var problem = Problem.wrapping(error, .sampleMalformed, in: sample)
            let referrer = subject.place(path)
            problem.remedy += " (\(referrer.source ?? ""):\(referrer.line ?? 0) says it is \(format).)"
            return [problem]
        }
    }

    static func present(_ subject: LintSubject) -> [Problem] {
        guard subject.point.trigger != nil, subject.point.samples.isEmpty else { return [] }
        return [
            subject.problem(
                .noSamples, "the point takes messages but shows none", remedy: "Add at least one sample.",
                at: "sampleData")
        ]
    }
}
