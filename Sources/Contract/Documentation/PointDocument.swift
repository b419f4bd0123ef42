import Values

/// A point as a page that people read: the eleven headings of the template, in Markdown.
package struct PointDocument {
    private let point: IntegrationPoint
    private var text = ""

    /// The whole page.
    package static func markdown(_ point: IntegrationPoint) -> String {
        var document = PointDocument(point)
        document.write()
        return document.text
    }

    private init(_ point: IntegrationPoint) { self.point = point }

    private mutating func write() {
        text += "# \(point.title)\n\n\(point.summary)\n\n`\(point.id)` version \(point.version)\n"
        section("Bounded context", point.boundedContext) { $0.context($1) }
        section("Ownership", point.ownership) { $0.ownership($1) }
        section("Dataflow", point.dataflow) { $0.dataflow($1) }
        section("Technical solution", point.technicalSolution) { $0.solution($1) }
        section("Communication", point.communication) { $0.communication($1) }
        section("Configuration", point.configuration) { $0.configuration($1) }
        section("Expected behaviour", point.expectedBehavior) { $0.scenarios($1) }
        section("Versioning", point.versioning) { $0.versions($1) }
        section("Sample data", point.sampleData) { $0.samples($1) }
        section("Monitoring", point.monitoring) { $0.monitoring($1) }
        section("Testing", point.testing) { $0.testing($1) }
    }

    private mutating func section<Part>(
        _ title: String, _ heading: Heading<Part>, _ write: (inout PointDocument, Part) -> Void
    ) {
        text += "\n## \(title)\n\n"
        switch heading {
        case .notApplicable(let reason): text += "Not applicable: \(reason)\n"
        case .stated(let part): write(&self, part)
        }
    }

    private mutating func fact(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        text += "- **\(name)**: \(value)\n"
    }

    private mutating func table(_ titles: [String], _ rows: [[String]]) {
        guard !rows.isEmpty else { return }
        text += "| " + titles.joined(separator: " | ") + " |\n|" + titles.map { _ in "---|" }.joined() + "\n"
        for row in rows { text += "| " + row.map(\.escapedForCell).joined(separator: " | ") + " |\n" }
    }

    private mutating func context(_ context: BoundedContext) {
        fact("Upstream", context.upstream)
        fact("Downstream", context.downstream)
        fact("Pattern", context.pattern.rawValue)
        fact("Note", context.note)
    }

    private mutating func ownership(_ ownership: Ownership) {
        fact("Domain in charge", ownership.domain)
        fact("Maintained by", ownership.maintainers.joined(separator: ", "))
        fact("Changes approved by", ownership.approvers.joined(separator: ", "))
        fact("Reviewed by", ownership.reviewBy.written)
        fact("Contact", ownership.contact)
    }

    private mutating func dataflow(_ dataflow: Dataflow) {
        fact("Direction", dataflow.direction.rawValue)
        fact("Set off by", dataflow.trigger.sentence)
        if let cadence = dataflow.cadence {
            fact("Expected", "about \(cadence.expect.count) a \(cadence.expect.unit.rawValue)")
            let hours = cadence.hours.map { " within \($0)" } ?? ""
            fact("Alarm", cadence.alarmWhenSilentFor.map { "when nothing has come for \($0.written)\(hours)" })
        }
        fact("In order by", dataflow.orderBy.map { "`\($0)`" } ?? "not kept in order")
    }

    private mutating func solution(_ solution: TechnicalSolution) {
        if let overview = solution.overview { text += overview + "\n\n" }
        let incoming = point.communication.part.map { "Decode it from \($0.incoming.format)" }
        let steps = [incoming].compactMap(\.self) + solution.steps.map(\.sentence) + solution.deliver.map(\.sentence)
        for (index, step) in steps.enumerated() { text += "\(index + 1). \(step).\n" }
    }

    private mutating func communication(_ communication: Communication) {
        let incoming = communication.incoming
        var rows = [["in", incoming.protocol, incoming.format, incoming.version ?? "", incoming.schema ?? ""]]
        if let outgoing = communication.outgoing {
            rows.append(["out", outgoing.protocol, outgoing.format, outgoing.version ?? "", outgoing.schema ?? ""])
        }
        table(["", "protocol", "format", "version", "schema"], rows)
        text += "\nThe sender is told that a message is taken \(incoming.acknowledge.rawValue).\n"
    }

    private mutating func configuration(_ configuration: Configuration) {
        table(
            ["setting", "type", "default", "live", "variable"],
            configuration.settings.map { name, setting in
                [
                    "`\(name)`", setting.kind.rawValue, setting.values.fallback ?? "", setting.values.live ?? "",
                    "`\(SettingsResolver.variableName(point.id, name))`",
                ]
            })
        if !configuration.settings.isEmpty { text += "\n" }
        fact("Secrets", configuration.secrets.map { "`\($0)`" }.joined(separator: ", "))
        fact(
            "Flags",
            configuration.flags.map { "`\($0)` \($1.values.fallback == true ? "on" : "off")" }.joined(separator: ", "))
        if configuration == .empty { text += "Nothing to set.\n" }
    }

    private mutating func scenarios(_ scenarios: [Scenario]) {
        for scenario in scenarios {
            text += "**\(scenario.name)**\n\n"
            for (system, faults) in scenario.given {
                text += "- given that \(system) answers \(faults.map(\.description).joined(separator: ", then "))\n"
            }
            text += "- when \(scenario.when.sentence)\n"
            for outcome in scenario.then.sentences { text += "- then \(outcome)\n" }
            text += "\n"
        }
        text.removeLast()
    }

    private mutating func versions(_ versions: [VersionEntry]) {
        table(
            ["version", "since", "sunset", "change"],
            versions.map {
                [$0.version.description, $0.since?.written ?? "", $0.sunset?.written ?? "", $0.change ?? ""]
            })
    }

    private mutating func samples(_ samples: [SamplePair]) {
        table(
            ["in", "out", "shows"],
            samples.map { ["`\($0.input)`", $0.output.map { "`\($0)`" } ?? "", $0.title ?? ""] })
    }

    private mutating func monitoring(_ monitoring: Monitoring) {
        fact("Delivered", monitoring.objectives.delivered?.description)
        fact("Accepted", monitoring.objectives.accepted?.description)
        fact("Fields mapped", monitoring.objectives.mappedFields?.description)
        for alert in monitoring.alerts { fact("Alert", "\(alert.when) tells \(alert.notify)") }
        fact("Dashboard", monitoring.dashboard)
    }

    private mutating func testing(_ entries: [TestingEntry]) {
        table(
            ["what", "where", "how", "last", "result"],
            entries.map { [$0.what, $0.where, $0.how ?? "", $0.last?.written ?? "", $0.result ?? ""] })
    }
}
