import Events
import TestKit
import Testing
import Values

@testable import StoragePostgres

@Suite(.needsPostgres) struct PostgresMigrationTests {
    @Test func everyStepGoesBackAndForward() throws {
        let place = try PostgresPlace()
        let settings = place.settings
        for target in [PostgresSchema.newest, 0, 1, 0, PostgresSchema.newest, 2, PostgresSchema.newest] {
            let plan = try PostgresEventStore.migration(settings, to: target, isDone: false)
            #expect(plan.target == target)
            #expect(try PostgresEventStore.migration(settings, to: target, isDone: true) == plan)
            #expect(try PostgresEventStore.migration(settings, to: target, isDone: true).steps.isEmpty)
        }
        let store = try PostgresEventStore(settings)
        _ = try store.commit([.append([Append(.sample("e"))])], at: .epoch)
    }

    /// Nodes append on and on while the steps that only add are taken back and made again: nobody is refused, nothing is lost.
    @Test func appendsGoOnMeanwhile() async throws {
        let place = try PostgresPlace()
        let log = EventLog(store: try PostgresEventStore(place.settings), time: .test)
        let additions = PostgresSchema.steps.suffix(while: { $0.isAddition }).count
        try #require(additions > 0)
        let appending = Task {
            var count: Int64 = 0
            repeat {
                count += 1
                try await log.append(.sample("e\(count)"), deliverTo: ["d"])
            } while !Task.isCancelled
            return count
        }
        for _ in 1...5 {
            for target in [PostgresSchema.newest - additions, PostgresSchema.newest] {
                _ = try PostgresEventStore.migration(place.settings, to: target, isDone: true)
            }
        }
        appending.cancel()
        let count = try await appending.value
        await log.close()
        #expect(try PostgresEventStore(place.settings).everything().map(\.sequence) == Array(1...count))
    }

    @Test func noStepIsTakenBackUnderANodeThatRuns() throws {
        let place = try PostgresPlace()
        let store = try PostgresEventStore(place.settings)
        let request = WorkLeaseRequest(node: "a", serves: [], wanted: [], released: [], duration: .seconds(60))
        _ = try store.renewLeases(request)
        #expect { try PostgresEventStore.migration(place.settings, to: 1, isDone: true) } throws: {
            ($0 as? JunctionError)?.code == .settingInvalid
        }
    }

    /// A newer version has added a step: this one goes on beside it. Has it changed what is there, this one says so and stops.
    @Test func aNewerStoreIsUsedOrRefused() throws {
        let place = try PostgresPlace()
        _ = try place.open()
        let connection = try Session.open(place.settings)
        try connection.execute("CREATE TABLE later (a bigint); INSERT INTO schema_step VALUES (98, true)")
        let store = try place.open()
        _ = try store.commit([.append([Append(.sample("e"))])], at: .epoch)
        try connection.execute("INSERT INTO schema_step VALUES (99, false)")
        #expect { try place.open() } throws: {
            ($0 as? JunctionError)?.code == .storeIncompatible && "\($0)".contains("step 99")
        }
    }
}

extension Array {
    fileprivate func suffix(while isWanted: (Element) -> Bool) -> ArraySlice<Element> {
        self[((lastIndex { !isWanted($0) } ?? -1) + 1)...]
    }
}
