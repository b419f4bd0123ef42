import Contract
import Events
import Formats
import TestKit
import Testing
import Values

@testable import Flows

/// The small parts: keys, expressions, plans, definitions kept, rehearsals.
struct SagaPartsTests {
    @Test(arguments: ["a", "A-1", "9.x:y~z@h_", String(repeating: "k", count: 128)])
    func aKeyIsSound(_ key: String) { #expect(SagaKey.isSound(key)) }

    @Test(arguments: ["", "-a", ".a", "a b", "a/b", "ä", "a\n", String(repeating: "k", count: 129)])
    func otherKeysAreNot(_ key: String) { #expect(!SagaKey.isSound(key)) }

    @Test(arguments: [
        ("true", true), ("false", false), ("null", false), ("nothing", false), ("1", true), ("0", false),
        ("0.5", true), ("''", false), ("'x'", true), ("[]", false), ("[0]", false), ("[0, [1]]", true), ("{}", false),
        ("{ 'a': 1 }", true),
    ])
    func aConditionHoldsByTruth(_ text: String, _ holds: Bool) throws {
        #expect(try SagaExpression(text, at: "p").holds([:], at: .epoch) == holds)
    }

    @Test func aConditionHoldsForExactNumbersAndBytes() throws {
        let expression = try SagaExpression("v", at: "p")
        let zero = try #require(ExactDecimal("0.00"))
        let some = try #require(ExactDecimal("0.10"))
        #expect(try !expression.holds(["v": .decimal(zero)], at: .epoch))
        #expect(try expression.holds(["v": .decimal(some)], at: .epoch))
        #expect(try !expression.holds(["v": .bytes([])], at: .epoch))
    }

    @Test func whatCannotBeUsedNamesItsPlace() throws {
        let wrong = [
            ("body: '{ \"amount\": state.total }', retry", "body: '((', retry", "steps[1].send.body"),
            ("key: payload.id", "key: '(('", "startOn.key"),
            ("goto: refuse", "goto: nowhere", "steps[3].choose[0].goto"),
            ("onTimeout: ship", "onTimeout: reserve", "steps[5].wait.onTimeout"),
            ("compensate: recall", "compensate: nothing", "steps[6].compensate"),
            ("name: packed", "name: paid", "steps[7].wait.all[1]"),
            ("name: packed", "name: start", "steps[7].wait.all[1]"),
        ]
        for (old, new, path) in wrong {
            let error = #expect(throws: JunctionError.self) {
                try SagaText.plan(SagaText.order.replacing(old, with: new))
            }
            #expect(error?.place?.path == path, "\(error?.message ?? "")")
        }
        #expect(throws: JunctionError.self) {
            try SagaText.plan(SagaText.order.replacing("id: charge\n", with: "id: reserve\n"))
        }
        let filter = #expect(throws: JunctionError.self) {
            try SagaText.plan(SagaText.order.replacing("exact: { type: order.placed }", with: "exakt: { type: a }"))
        }
        #expect(filter?.code == .filterInvalid && filter?.place?.path == "startOn.filters")
    }

    @Test func aSagaHasSoManyStepsAtMost() throws {
        func text(_ count: Int) -> String {
            let steps = (0..<count).map { "{ id: s\($0), publish: { type: a } }" }
            return """
                { id: s, startOn: { filters: [{ exact: { type: a } }], key: id }, within: 1h, steps: [{ id: p, parallel: {
                  branches: [{ id: a, steps: [\(steps.joined(separator: ", "))] }, { id: b, steps: [{ id: z, set: '1' }] }] } }] }
                """
        }
        #expect(throws: Never.self) { try SagaText.plan(text(SagaLimits.steps - 2)) }
        #expect(throws: JunctionError.self) { try SagaText.plan(text(SagaLimits.steps - 1)) }
    }

    @Test func whatItSendsToIsKnown() throws {
        #expect(try SagaText.plan().receivers == ["system/bank"])
        #expect(try SagaText.plan().retry(of: "charge")?.attempts == 3)
        #expect(try SagaText.plan().retry(of: "reserve") == nil)
        #expect(try SagaText.plan().retry(of: "refund") != nil)
    }

    @Test func definitionsThatNoInstanceGoesByAreForgotten() async throws {
        let bench = try await SagaBench()
        await bench.publish("order.placed", "o1")
        #expect(await eventually { await bench.isWaiting("o1") })
        for number in 2...(SagaLimits.versions + 3) {
            try await bench.declare(SagaText.order.replacing("within: 1d", with: "within: \(number)d"))
        }
        let kept = try #require(try await bench.keeper.versions.all()["order"])
        #expect(kept.definitions[1] != nil, "an instance goes by it")
        #expect(kept.definitions[kept.newest] != nil && kept.numbers == Set(kept.definitions.keys))
        #expect(kept.numbers.count <= SagaLimits.versions)
        #expect(try bench.keeper.overview("order").version == Int64(SagaLimits.versions + 3))
        await bench.stop()
    }

    @Test func tooManyDefinitionsInUseAreRefused() async throws {
        let bench = try await SagaBench()
        for number in 1...SagaLimits.versions {
            if number > 1 {
                try await bench.declare(SagaText.order.replacing("within: 1d", with: "within: \(number)d"))
            }
            await bench.publish("order.placed", "o\(number)")
            #expect(await eventually { await bench.status("o\(number)") != nil })
        }
        let error = await #expect(throws: JunctionError.self) {
            try await bench.declare(SagaText.order.replacing("within: 1d", with: "within: 99d"))
        }
        #expect(error?.code == .sagaUnusable)
        #expect(try bench.keeper.overview("order").version == Int64(SagaLimits.versions), "what runs goes on")
        await bench.stop()
    }

    @Test func definitionsOfNobodyAreForgottenAtTheNextStart() async throws {
        let medium = InMemoryEventStore.Medium()
        let first = try await SagaBench(medium)
        await first.stop()
        let second = try await SagaBench(medium, saga: nil)
        #expect(second.keeper.all == [])
        #expect(try await second.keeper.versions.all().isEmpty)
        await second.stop()
    }

    // MARK: Rehearsals

    private static func happening(_ type: String, at seconds: Int64) -> SagaRehearsal.Happening {
        SagaRehearsal.Happening(
            at: .seconds(seconds),
            event: Event(
                id: "\(type)-\(seconds)", stream: "s", type: type, source: "s", time: .epoch,
                contentType: "application/json", payload: Array(#"{"id":"o1","order":"o1","total":5}"#.utf8)))
    }

    @Test func aRehearsalKeepsWhatComesEarly() throws {
        for (paidAt, isPaid) in [(Int64(1), true), (0, false)] {
            var rehearsal = SagaRehearsal(try SagaText.plan(), answers: [:])
            let given = [
                Self.happening("payment.made", at: paidAt), Self.happening("order.placed", at: 3600),
                Self.happening("other", at: 3601),
            ]
            try rehearsal.run(given, until: .seconds(3700))
            #expect((rehearsal.instance?.events["paid"] != nil) == isPaid, "an hour is too long")
        }
    }

    @Test func aRehearsalGoesAllTheWay() throws {
        var rehearsal = SagaRehearsal(try SagaText.plan(), answers: ["refund": .refused("no")])
        try rehearsal.run(
            [Self.happening("order.placed", at: 0), Self.happening("payment.declined", at: 9)], until: nil)
        #expect(rehearsal.instance?.status == .failed)
        #expect(rehearsal.steps == ["reserve", "charge", "refund", "release"])
        #expect(rehearsal.published.map(\.type) == ["stock.reserve", "stock.release"])
        var silent = SagaRehearsal(try SagaText.plan(), answers: ["charge": .silent])
        try silent.run([Self.happening("order.placed", at: 0)], until: nil)
        #expect(silent.instance?.status == .compensated)
        #expect(silent.instance?.endedAt == .epoch + .seconds(86_400))
    }
}
