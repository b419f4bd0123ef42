import Testing
import Values

@testable import Contract

struct SagaContractTests {
    private static let start = "id: s\nstartOn: { filters: [{ exact: { type: a } }], key: id }\nwithin: 1h\n"

    private static func saga(_ steps: String) throws -> Saga {
        try Saga(json: Array((start + steps).utf8), source: "s")
    }

    @Test func itIsKeptAsItIsWritten() throws {
        let saga = try Self.saga(
            """
            summary: All that there is
            steps:
              - { id: a, publish: { type: x, payload: '{}', key: k }, when: state.b, compensate: c }
              - { id: b, send: { system: y, operation: op, parameters: { id: key }, body: state, retry: { attempts: 2 } } }
              - { id: d, send: { point: p }, compensate: c }
              - id: w
                wait:
                  all: [{ name: n, filters: [{ not: { exact: { type: a } } }, { sql: "a = 'b'" }], key: id }]
                  timeout: P1DT2H
                  onTimeout: end
              - { id: v, wait: { any: [{ name: m, filters: [{ any: [{ prefix: { type: a } }] }], key: id }], timeout: 5m } }
              - { id: o, choose: [{ when: 'true', goto: f }, { goto: end }] }
              - { id: e, set: '{}' }
              - { id: f, fail: no more }
              - id: p
                when: state.wide
                parallel:
                  join: first
                  others: await
                  branches:
                    - { id: one, steps: [{ id: g, set: '{}' }, { id: h, send: { system: z, operation: op } }] }
                    - id: two
                      steps:
                        - { id: q, parallel: { branches: [
                            { id: a, steps: [{ id: i, set: '{}' }] }, { id: b, steps: [{ id: j, set: '{}' }] }] } }
            early: 5m
            compensations: [{ id: c, set: 'null' }]
            """)
        #expect(saga.steps.count == 9)
        #expect(saga.early == .seconds(300))
        #expect(
            saga.courses.map(\.path) == [
                "steps", "steps[8].parallel.branches[0].steps", "steps[8].parallel.branches[1].steps",
                "steps[8].parallel.branches[1].steps[0].parallel.branches[0].steps",
                "steps[8].parallel.branches[1].steps[0].parallel.branches[1].steps",
            ])
        #expect(saga.value["steps"]?[3]?["wait"]?["timeout"] == "1d2h")
        let again = try Saga(json: Array(JSONText.pretty(saga.value).utf8), source: "s")
        #expect(again == saga)
        #expect(again.calledSystems == ["y", "z"])
    }

    @Test(arguments: [
        ("PT15M", 900), ("P1D", 86_400), ("P1DT1H1M1S", 90_061), ("15m", 900), ("PT90S", 90),
    ])
    func durationsAreReadInBothForms(_ text: String, _ seconds: Int) throws {
        let saga = try Self.saga("steps: [{ id: a, fail: x }]")
        #expect(saga.within == .seconds(3600))
        #expect(Duration(written: text) ?? Duration(isoWritten: text) == .seconds(seconds))
    }

    @Test(arguments: ["P", "PT", "P1M", "P1Y", "PT1D", "15", "PT15", "P1DT", "-PT1M", "PT1.5S"])
    func otherDurationsAreRefused(_ text: String) {
        #expect(Duration(isoWritten: text) == nil)
        #expect(!TextShape.span.accepts(text))
    }

    @Test(arguments: [
        "steps: [{ id: w, wait: { any: [{ name: n, filters: [{ exact: { type: a } }], key: id }] } }]",
        "steps: []",
        "steps: [{ id: a, publish: { type: x }, goto: b }]",
        "steps: [{ id: a, choose: [] }]",
        "steps: [{ id: a, wait: { any: [{ name: n, filters: [], key: id }], timeout: 1m } }]",
        "steps: [{ id: a, parallel: { branches: [{ id: b, steps: [{ id: c, fail: x }] }] } }]",
        "steps: [{ id: a, parallel: { join: most, branches: [] } }]",
        "steps: [{ id: a, fail: x }]\ncompensations: [{ id: c, parallel: { branches: [] } }]",
        "steps: [{ id: a, fail: x }]\ncompensations: [{ id: c, wait: { any: [], timeout: 1m } }]",
    ])
    func whatIsIncompleteIsRefused(_ steps: String) {
        #expect(throws: JunctionError.self) { try Self.saga(steps) }
    }
}
