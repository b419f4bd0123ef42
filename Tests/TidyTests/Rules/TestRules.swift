/// Tests that can fail.
enum TestRules {
    static let all: [Rule] = [asserts, noneSwitchedOff]

    static let asserts = Rule("a file with tests asserts something") { tree in
        let assertions = ["#expect", "#require", "Issue.record", "confirmation(", "Conformance."]
        // Figures for people, switched on by hand: `…SpeedTests.swift`, `…Benchmark.swift`.
        let measures: (SourceFile) -> Bool = { $0.stem.hasSuffix("SpeedTests") || $0.stem.hasSuffix("Benchmark") }
        return tree.tests.filter { !$0.code.wordOffsets(of: "@Test").isEmpty && !measures($0) }.filter { file in
            assertions.allSatisfy { file.code.offsets(of: $0).isEmpty }
        }.map { $0.violation(nil, "has tests but no #expect or #require; a test must be able to fail") }
    }

    static let noneSwitchedOff = Rule("no test is switched off without an issue") { tree in
        tree.tests.filter { !$0.path.hasPrefix("Tests/TidyTests/") }.flatMap { file in
            file.code.offsets(of: ".disabled(").compactMap { offset -> Violation? in
                let number = file.line(at: offset)
                if file.text(ofLine: number).contains("issue #") { return nil }
                return file.violation(number, "'.disabled' without 'issue #…': mend it or delete it")
            }
        }
    }
}
