import Testing
import Values

@testable import Contract

extension LintContext {
    /// Knows what the fixture uses and nothing else.
    static let strict = LintContext(
        today: CivilDate(written: "2026-11-01")!, schemas: ["hl7v2/ADT", "fhir-r4/Bundle", "schemas/broken.json"],
        openSchema: { name in
            guard name == "schemas/broken.json" else { return }
            throw JunctionError(
                .schemaMalformed, "type names a type", place: Place(source: "broken.json", path: "#/type"))
        },
        formats: ["hl7v2", "fhir+json", "ndjson"]
    ) { format, _, bytes in
        if format == "hl7v2", !bytes.starts(with: Array("MSH".utf8)) {
            throw JunctionError(.malformed, "the message does not begin with MSH", place: Place(line: 1, column: 1))
        }
    } compile: { mapping, _ in
        if mapping.text.contains("nonsense") {
            throw JunctionError(.mappingMalformed, "nonsense is no key", place: Place(line: 2, column: 1))
        }
    }
}

struct LinterTests {
    @Test func aWholeWorkspaceIsWithoutProblems() throws {
        #expect(try WorkspaceFixture().report().text == "No problems in 1 point and 1 system.\n")
    }

    @Test func theExampleIsWithoutProblems() {
        let context = LintContext(today: CivilDate(written: "2026-11-21")!)
        let report = Linter.check(ExampleWorkspace.folder, context)
        #expect(report.text == "No problems in \(report.points) points and \(report.systems) systems.\n")
    }

    private static let point = "points/resident-admissions.yaml"
    private static let system = "systems/care-record.yaml"

    /// Each rule: what is damaged, and what is then said where.
    static let cases: [(file: String, old: String, new: String, said: String)] = [
        (
            point, "- map: adt-to-fhir", "- map: adt-to-fihr",
            "26:12: there is no mapping 'adt-to-fihr'. Did you mean 'adt-to-fhir'? [dangling-reference]"
        ),
        (
            point, "- validate: hl7v2/ADT", "- validate: hl7v2/ATD",
            "25:17: there is no schema 'hl7v2/ATD'. Did you mean 'hl7v2/ADT'? [dangling-reference]"
        ),
        (
            point, "- validate: hl7v2/ADT", "- validate: schemas/broken.json",
            "schemas/broken.json: type names a type."
        ),
        (
            point, "system: care-record,", "system: care-recod,",
            "29:17: there is no system 'care-recod'. Did you mean 'care-record'? [dangling-reference]"
        ),
        (
            point, "operation: postTransaction", "operation: postTransactoin",
            "29:41: there is no operation 'postTransactoin'. Did you mean 'postTransaction'? [dangling-reference]"
        ),
        (
            point, "{ in: samples/a03.hl7", "{ in: samples/a30.hl7",
            "59:11: there is no sample 'samples/a30.hl7'. Did you mean 'samples/a03.hl7'? [dangling-reference]"
        ),
        (
            point, "secrets: [care-record-client]", "secrets: []",
            "the system 'care-record' needs the secret 'care-record-client', which is not declared."
        ),
        (
            point, "secrets: [care-record-client]", "secrets: [care-record-client, other]",
            "38:33: warning: no system of the point uses the secret 'other'."
        ),
        (
            point, "onlyIf: strict", "onlyIf: strickt",
            "there is no flag 'strickt'. Did you mean 'strict'? [dangling-reference]"
        ),
        (point, "onlyIf: strict", "onlyIf: strickt", "39:20: warning: nothing depends on the flag 'strict'."),
        (
            point, "\"${greeting}\"", "PID-3.1",
            "37:15: warning: nothing uses the setting 'greeting'. Write '${greeting}' where it belongs, or remove it. [unused-declaration]"
        ),
        (
            point, "    - map: adt-to-fhir\n", "    - map: adt-to-fhir\n    - split: OBX\n",
            "27:7: 'split' comes too late to be done. Make it the first step. [step-order]"
        ),
        (
            point, "    - map: adt-to-fhir\n", "    - map: adt-to-fhir\n    - filter: \"true\"\n",
            "27:7: 'filter' comes too late to be done. Put it before the first 'map'. [step-order]"
        ),
        (point, "reviewBy: 2027-03-01", "reviewBy: 2026-10-31", "15:13: warning: the review was due by 2026-10-31."),
        (point, "version: 1.2.0\n", "version: 1.3.0\n", "3:10: version 1.3.0 is not listed under versioning."),
        (
            point, "since: 2026-10-01", "since: 2026-10-01, sunset: 2026-11-01",
            "version 1.2.0 ended on 2026-11-01. Publish its successor, or agree on a later date. [sunset-passed]"
        ),
        (
            point, "version: 1.1.0", "version: 1.4.0",
            "55:16: 1.4.0 is listed after 1.2.0. List the newest first. [version-order]"
        ),
        (
            point, "since: 2026-01-01", "since: 2026-10-02",
            "1.1.0 came on 2026-10-02, after 1.2.0 on 2026-10-01. Correct the dates. [version-order]"
        ),
        (
            point, "sunset: 2027-01-31", "sunset: 2025-01-31",
            "1.1.0 ends before it begins. Correct the dates. [version-order]"
        ),
        (
            point, "given: { care-record:", "given: { rostering:",
            "the point has nothing to do with a system 'rostering'. Possible here: care-record. [undeclared-system]"
        ),
        (
            point, "when: { receive: samples/a01-without", "when: { publish: samples/a01-without",
            "'publish' is nothing that this point's trigger takes. Write 'receive: <sample>'. [impossible-scenario]"
        ),
        (
            point, "acknowledge: AE", "acknowledge: 422",
            "nobody would be answered '422' here. Over MLLP the answer is AA, AE or AR. [impossible-scenario]"
        ),
        (
            point, "backlog older than 15m", "backlog older than 2d",
            "warning: the alert can never fire: after 1d a message is a dead letter and no longer waits."
        ),
        (
            point, "deadLetters > 0, notify: care-integration", "deadLetters > 0, notify: care-integrations",
            "warning: the alert tells 'care-integrations', who is not among the owners. Did you mean 'care-integration'? [unreachable-alert]"
        ),
        (
            point, "port: 2575 }", "port: 2575, host: 0.0.0.0 }",
            "warning: messages travel unencrypted to '0.0.0.0'. Add 'tls: { certificate: …, key: … }'. [open-listener]"
        ),
        (point, "format: hl7v2", "format: hl7", "there is no format 'hl7'. Did you mean 'hl7v2'? [unknown-format]"),
        (
            point, "id: resident-admissions", "id: admissions",
            "1:5: warning: the file is not named by its id 'admissions'. Rename it to 'admissions.yaml'. [file-name]"
        ),
        ("samples/a03.hl7", "MSH|", "PID|", "samples/a03.hl7:1:1: the message does not begin with MSH."),
        (
            "mappings/adt-to-fhir.yaml", "id: adt-to-fhir", "nonsense",
            "mappings/adt-to-fhir.yaml:2:1: nonsense is no key."
        ),
        (
            system, "http://127.0.0.1:9080/fhir", "http://records.example.org/fhir",
            "systems/care-record.yaml:6:11: warning: the credentials of 'care-record' would travel unencrypted. Use https. [open-authentication]"
        ),
        (
            system, "127.0.0.0/8", "10.0.0.0/8",
            "systems/care-record.yaml:6:11: the address of 'care-record' is private, and its range is not allowed. Add its range to 'allowedNetworks', such as '127.0.0.1/32'. [address-forbidden]"
        ),
        (
            system, "path: \"/Bundle\"", "path: \"/Bundle/{id}\"",
            "29:7: the path of 'postTransaction' needs a value for 'id'. Add 'parameters: { id: <path> }'. [dangling-reference]"
        ),
        (
            system, "request: fhir+json", "request: fhir",
            "there is no format 'fhir'. Did you mean 'fhir+json'? [unknown-format]"
        ),
        (
            system, "live: \"https://records.example.org/fhir\"", "live: records",
            "the setting 'baseURL' has a value that is not an address."
        ),
    ]

    @Test(arguments: cases)
    func finds(file: String, old: String, new: String, said: String) throws {
        var fixture = WorkspaceFixture()
        #expect(fixture.files[file]?.contains(old) == true)
        fixture.replace(old, with: new, in: file)
        let text = try fixture.report().text
        #expect(text.contains(said), "\(text)")
    }

    @Test func aSecuredListenerMayBeForOtherMachines() throws {
        var fixture = WorkspaceFixture()
        fixture.replace(
            "port: 2575 }", with: "port: 2575, host: 0.0.0.0, tls: { certificate: a.pem, key: a.key } }", in: Self.point
        )
        #expect(try fixture.report().problems.isEmpty)
    }

    @Test func findsWhatConcernsSeveralFiles() throws {
        var fixture = WorkspaceFixture()
        fixture.files["points/second.yaml"] = fixture.files[Self.point]
        let text = try fixture.report().text
        #expect(
            text.contains(
                "points/second.yaml:1:5: the id 'resident-admissions' is also that of points/resident-admissions.yaml"))
        fixture.replace("id: resident-admissions", with: "id: second", in: "points/second.yaml")
        let ports = try fixture.report().text
        #expect(
            ports.contains(
                "points/second.yaml:19:35: the point 'resident-admissions' listens on port 2575 too. Choose another port. [port-conflict]"
            ))
    }

    @Test func findsPointsThatShowNothing() throws {
        var fixture = WorkspaceFixture()
        fixture.replace(
            "sampleData:\n  - { in: samples/a01.hl7, out: samples/a01.fhir.json }\n  - { in: samples/a03.hl7, out: samples/a03.fhir.json }",
            with: "sampleData: { notApplicable: none yet }", in: Self.point)
        fixture.replace("    given: { care-record: [\"503, Retry-After 1\", 503, ok] }\n", with: "", in: Self.point)
        fixture.replace(
            "acknowledge: AE, finding: PID-3 patient identifier is required", with: "acknowledge: AA", in: Self.point)
        let rules = try fixture.report().problems.map(\.rule.id)
        #expect(rules == ["no-negative-scenario", "no-samples"])
    }

    @Test func findsWhatKeepsProjectionsFromRunning() throws {
        var context = LintContext.strict
        context.readExpression = { text in
            if text.contains("nonsense") { throw JunctionError(.pointUnusable, "nonsense is no word") }
        }
        context.readFilters = { filters in
            if filters[0]?["exact"] == nil { throw JunctionError(.filterInvalid, "there is no such dialect") }
        }
        var fixture = WorkspaceFixture()
        fixture.replace(
            "technicalSolution:\n",
            with: """
                technicalSolution:
                  projections:
                    - { id: beds, from: [{ exat: { type: a } }], key: nonsense, initial: 0, fold: state, deleteWhen: nonsense }
                    - id: beds
                      from: [{ exact: { type: a } }]
                      key: event.id
                      initial: { list: [1, 2.5, "3", true, ~] }
                      fold: state
                      samples: [{ events: samples/none.ndjson, states: samples/a01.fhir.json }]

                """, in: Self.point)
        let text = try fixture.report(context).text
        for said in [
            "25:25: there is no such dialect.", "25:55: nonsense is no word.", "25:102: nonsense is no word.",
            "26:11: this file has a projection 'beds' already. Give one of them another id. [duplicate-id]",
            "31:27: there is no sample 'samples/none.ndjson'.",
        ] { #expect(text.contains(said), "\(said) is not in \(text)") }
        #expect(text.contains("[expression-malformed]"))
        #expect(text.hasSuffix("5 errors and 0 warnings in 1 point and 1 system.\n"))
    }

    @Test func aMissingFolderIsAProblem() {
        let report = Linter.check("/nowhere/at/all", .strict)
        #expect(report.problems.map(\.rule.id) == ["unreadable-file"])
        #expect(report.errorCount == 1)
    }

    @Test func reportsAsJSON() throws {
        var fixture = WorkspaceFixture()
        fixture.replace("- map: adt-to-fhir", with: "- map: \\\"quoted", in: Self.point)
        let report = try fixture.report()
        let problem = try #require(report.value["problems"]?[0])
        #expect(problem["rule"] == "wrong-type" || problem["rule"] == "dangling-reference")
        #expect(problem["line"] == 26)
        #expect(problem["file"] == "points/resident-admissions.yaml")
        #expect(report.value["errors"] == .integer(Int64(report.errorCount)))
        #expect(report.json.hasPrefix("{\n  \"errors\": 1,"))
    }

    @Test func everyRuleIsDescribedOnce() {
        #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
        #expect(Rule.all.allSatisfy { $0.summary.hasSuffix(".") && $0.reason.hasSuffix(".") })
    }
}
