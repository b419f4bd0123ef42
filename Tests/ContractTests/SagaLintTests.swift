import Testing
import Values

@testable import Contract

/// What the linter says of sagas: one that is whole, and each way in which it can be wrong.
struct SagaLintTests {
    private static let saga = """
            - id: order
              startOn: { filters: [{ exact: { type: a } }], key: id }
              within: 1h
              steps:
                - { id: one, publish: { type: x }, compensate: back }
                - id: both
                  parallel:
                    branches:
                      - id: left
                        steps:
                          - { id: call, send: { system: care-record, operation: postTransaction } }
                          - { id: hear, wait: { any: [{ name: heard, filters: [{ exact: { type: b } }], key: id }], timeout: 1m, onTimeout: end } }
                          - { id: turn, choose: [{ when: 'true', goto: end }, { goto: note }] }
                          - { id: note, set: 'state' }
                      - id: right
                        steps: [{ id: two, publish: { type: y }, compensate: back }]
                - { id: last, publish: { type: z } }
              compensations:
                - { id: back, publish: { type: v } }
              scenarios:
                - scenario: it goes well
                  given: [{ type: a, payload: samples/a01.fhir.json }]
                  answers: { call: { done: samples/a01.fhir.json } }
                  then: { status: completed }
        """

    private static func report(_ old: String = "", _ new: String = "") throws -> String {
        var fixture = WorkspaceFixture()
        let changed = old.isEmpty ? saga : saga.replacing(old, with: new)
        #expect(old.isEmpty || changed != saga, "'\(old)' is there")
        fixture.replace(
            "\n  deliver:\n", with: "\n  sagas:\n\(changed)\n  deliver:\n", in: "points/resident-admissions.yaml")
        return try fixture.report().text
    }

    @Test func aWholeSagaIsWithoutProblems() throws { #expect(try Self.report().hasPrefix("No problems")) }

    private static let cases: [(old: String, new: String, said: String)] = [
        ("id: two,", "id: one,", "there are two steps 'one'"), ("id: note,", "id: end,", "'end' is no name for a step"),
        ("id: back,", "id: call,", "there are two steps 'call'"),
        ("id: right", "id: left", "there are two branches 'left'"),
        ("name: heard", "name: start", "there are two events 'start'"),
        ("goto: note", "goto: nowhere", "there is no step 'nowhere' in this course"),
        ("goto: note", "goto: last", "there is no step 'last' in this course"),
        ("goto: note", "goto: hear", "the way leads back to 'hear'. "),
        ("onTimeout: end", "onTimeout: call", "the way leads back to 'call'"),
        ("{ goto: note }", "{ goto: end }", "no way leads to the step 'note'"),
        (
            "compensate: back }]", "compensate: bakc }]",
            "there is no compensation 'bakc' in the saga. Did you mean 'back'?"
        ),
        ("{ type: v } }", "{ type: v }, compensate: back }", "what takes a step back is not taken back itself"),
        (
            "{ id: back, publish", "{ id: other, publish: { type: w } }\n        - { id: back, publish",
            "no step names the compensation 'other'"
        ),
        (
            "system: care-record, operation: postTransaction } }", "system: care-recor, operation: o } }",
            "there is no system 'care-recor'"
        ),
        ("operation: postTransaction } }", "operation: postTransactoin } }", "there is no operation 'postTransactoin'"),
        (
            "send: { system: care-record, operation: postTransaction }", "send: { point: nowhere }",
            "there is no integration point 'nowhere'"
        ),
        ("payload: samples/a01.fhir.json", "payload: samples/none.json", "there is no sample 'samples/none.json'"),
        ("done: samples/a01.fhir.json", "done: samples/none.json", "there is no sample 'samples/none.json'"),
        ("answers: { call", "answers: { cal", "there is no step 'cal'. Did you mean 'call'?"),
        ("status: completed", "status: completed, state: samples/none.json", "there is no sample 'samples/none.json'"),
        (
            "onTimeout: end } }", "onTimeout: end }, compensate: back }",
            "a wait has done nothing that could be taken back"
        ),
    ]

    @Test(arguments: cases.indices)
    func whatIsWrongIsSaid(_ number: Int) throws {
        let (old, new, said) = Self.cases[number]
        let text = try Self.report(old, new)
        #expect(text.contains(said), "\(text)")
        #expect(text.contains("points/resident-admissions.yaml:"), "\(text)")
    }

    @Test func theExpressionsAreCompiled() throws {
        var context = LintContext.strict
        context.compileSaga = { _ in throw JunctionError(.sagaUnusable, "no", place: Place(path: "steps[0].publish")) }
        var fixture = WorkspaceFixture()
        fixture.replace(
            "\n  deliver:\n", with: "\n  sagas:\n\(Self.saga)\n  deliver:\n", in: "points/resident-admissions.yaml")
        let text = try fixture.report(context).text
        #expect(text.contains("points/resident-admissions.yaml:33:31: no."), "\(text)")
        #expect(text.contains("[saga-malformed]"))
    }
}
