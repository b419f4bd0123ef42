import Formats
import Foundation
import Testing
import Values

/// Plays the scenarios of the CloudEvents conformance suite that are kept in `Fixtures/cloudevents`.
struct CloudEventFeatureTests {
    @Test(arguments: ["http-protocol-binding.feature", "kafka-protocol-binding.feature"])
    func everyScenarioHolds(_ file: String) throws {
        let scenarios = try FeatureFile(file).scenarios
        #expect(scenarios.count >= 3)
        print("CloudEvents \(file): \(scenarios.count) scenarios")
        for scenario in scenarios {
            var player = ScenarioPlayer()
            for step in scenario.steps { try player.play(step) }
            #expect(player.checks == 2, "\(scenario.name)")
        }
    }
}

/// What a scenario has come to.
private struct ScenarioPlayer {
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var event: CloudEvent?
    var checks = 0

    mutating func play(_ step: FeatureFile.Step) throws {
        switch step.text {
        case "an HTTP request": takeRequest(step.argument)
        case "a Kafka message with payload:": body = Array(step.argument.joined(separator: "\n").utf8)
        case "Kafka headers:": headers = step.table.dropFirst().map { ($0[0], $0[1]) }
        case "parsed as HTTP request": event = try parse(.http)
        case "parsed as Kafka message": event = try parse(.kafka)
        case "the attributes are:": try checkAttributes(step.table)
        case "the data is equal to the following JSON:": try checkData(step.argument)
        default: Issue.record("no such step: \(step.text)")
        }
    }

    private mutating func takeRequest(_ lines: [String]) {
        let end = lines.firstIndex { $0.isEmpty } ?? lines.endIndex
        for line in lines[1..<end] {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers.append((String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)))
        }
        body = Array(lines[end...].dropFirst().joined(separator: "\n").utf8)
    }

    private func parse(_ prefix: CloudEvent.HeaderPrefix) throws -> CloudEvent {
        let type = headers.first { $0.name.lowercased() == "content-type" }?.value ?? ""
        guard type.hasPrefix(CloudEvent.jsonMediaType) else {
            return try CloudEvent(headers: headers, body: body, prefix: prefix)
        }
        return try CloudEvent(json: JSONFormat().decode(body))
    }

    private mutating func checkAttributes(_ table: [[String]]) throws {
        let attributes = try #require(event).attributes
        #expect(attributes == Dictionary(uniqueKeysWithValues: table.dropFirst().map { ($0[0], $0[1]) }))
        checks += 1
    }

    private mutating func checkData(_ lines: [String]) throws {
        let data = try #require(event?.data)
        #expect(try JSONFormat().decode(data) == JSONFormat().decode(Array(lines.joined(separator: "\n").utf8)))
        checks += 1
    }
}

/// A file of scenarios in Gherkin, as far as the suite uses it: outlines with examples, doc strings and tables.
struct FeatureFile {
    struct Step {
        var text: String
        var argument: [String] = []
        var table: [[String]] = []

        func filled(_ values: [String: String]) -> Step {
            func fill(_ text: String) -> String {
                values.reduce(text) { $0.replacingOccurrences(of: "<\($1.key)>", with: $1.value) }
            }
            return Step(
                text: fill(text), argument: argument.map(fill), table: table.map { $0.map(fill) })
        }
    }

    struct Scenario {
        var name: String
        var steps: [Step] = []
        var examples: [[String]] = []
    }

    private(set) var scenarios: [Scenario] = []

    init(_ name: String) throws {
        let text = String(decoding: try Fixtures.bytes("cloudevents/\(name)"), as: UTF8.self)
        var outlines: [Scenario] = []
        var string: (indent: Int, lines: [String])?
        var inExamples = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            let bare = line.trimmingCharacters(in: .whitespaces)
            if bare == "\"\"\"" {
                if let lines = string?.lines {
                    outlines[outlines.count - 1].steps[outlines[outlines.count - 1].steps.count - 1].argument = lines
                    string = nil
                } else {
                    string = (line.prefix { $0 == " " }.count, [])
                }
            } else if let indent = string?.indent {
                string?.lines.append(String(line.dropFirst(min(indent, line.prefix { $0 == " " }.count))))
            } else if bare.hasPrefix("Scenario") {
                outlines.append(Scenario(name: String(bare.split(separator: ":", maxSplits: 1)[1])))
                inExamples = false
            } else if bare.hasPrefix("Examples:") {
                inExamples = true
            } else if bare.hasPrefix("|") {
                let cells = bare.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                let last = outlines.count - 1
                if inExamples {
                    outlines[last].examples.append(cells)
                } else {
                    outlines[last].steps[outlines[last].steps.count - 1].table.append(cells)
                }
            } else if let word = ["Given ", "When ", "Then ", "And "].first(where: bare.hasPrefix), !outlines.isEmpty {
                outlines[outlines.count - 1].steps.append(Step(text: String(bare.dropFirst(word.count))))
            }
        }
        scenarios = outlines.flatMap(Self.expanded)
    }

    private static func expanded(_ outline: Scenario) -> [Scenario] {
        guard let names = outline.examples.first else { return [outline] }
        return outline.examples.dropFirst().map { row in
            let values = Dictionary(uniqueKeysWithValues: zip(names, row))
            return Scenario(name: outline.name, steps: outline.steps.map { $0.filled(values) })
        }
    }
}
