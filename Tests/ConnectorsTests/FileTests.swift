import Foundation
import Testing
import Values

@testable import Connectors

@Suite struct FileTests {
    private func inFolder(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "junction-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let result: Result<Void, any Error>
        do { result = .success(try await body(folder)) } catch { result = .failure(error) }
        try FileManager.default.removeItem(atPath: folder)
        try result.get()
    }

    private func settings(_ folder: String, pattern: String = "*.csv", replace: Bool = false) -> FileSettings {
        var limits = FileLimits()
        limits.settleTime = .zero
        limits.fileBytes = 10
        limits.files = 3
        return FileSettings(system: "rota", folder: folder, pattern: pattern, replace: replace, limits: limits)
    }

    private func put(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    private func names(_ folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    @Test(arguments: [
        ("*", "", true), ("*", "a.csv", true), ("*.csv", "a.csv", true), ("*.csv", "a.CSV", false),
        ("a?c", "abc", true),
        ("a?c", "ac", false), ("rota-*-*.csv", "rota-1-2.csv", true), ("rota-*-*.csv", "rota-12.csv", false),
        ("", "", true),
        ("", "a", false), ("**a**", "bab", true), ("*ab", "aab", true), ("*ab*cd", "xabyabzcd", true),
        ("a*", "ba", false),
    ])
    func patterns(pattern: String, name: String, expected: Bool) {
        #expect(FilePattern(pattern).matches(name) == expected)
    }

    @Test func aPatternOfManyStarsIsQuick() {
        let pattern = FilePattern(String(repeating: "*a", count: 30) + "b")
        let took = ContinuousClock().measure { #expect(!pattern.matches(String(repeating: "a", count: 255))) }
        #expect(took < .seconds(20))
    }

    @Test func findsReadsAndArchives() async throws {
        try await inFolder { folder in
            for (name, text) in [
                ("b.csv", "two"), ("a.csv", "one"), ("c.txt", "no"), (".d.csv", "no"), ("long.csv", "12345678901"),
            ] {
                try put(text, folder + "/" + name)
            }
            try FileManager.default.createDirectory(atPath: folder + "/e.csv", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: folder + "/f.csv", withDestinationPath: "/etc/passwd")
            let reader = FileReader(settings: settings(folder), environment: .test())
            let scan = try await reader.scan()
            #expect(scan.files.map(\.name) == ["a.csv", "b.csv"])
            #expect(scan.passedOver.map(\.name) == ["long.csv"])
            let bytes = try await reader.read(scan.files[0])
            #expect(bytes == Array("one".utf8))
            try await reader.archive(scan.files[0])
            try put("again", folder + "/a.csv")
            let again = try await reader.scan()
            try await reader.archive(again.files[0])
            #expect(names(folder + "/archive") == ["a.csv", "a.csv.2"])
            let got1 = try String(contentsOfFile: folder + "/archive/a.csv", encoding: .utf8)
            #expect(got1 == "one")
            let got2 = try await reader.scan().files.map(\.name)
            #expect(got2 == ["b.csv"])
        }
    }

    @Test func whatIsStillWrittenIsLeft() async throws {
        try await inFolder { folder in
            try put("x", folder + "/a.csv")
            var settings = settings(folder)
            settings.limits.settleTime = .seconds(60)
            let clock = ManualTime()
            let changed = try FileCalls.facts(folder + "/a.csv").changed
            clock.advance(changed - clock.now + .seconds(59))
            let reader = FileReader(settings: settings, environment: .test(clock: clock))
            let got3 = try await reader.scan().passedOver.map(\.reason)
            #expect(got3 == ["changed within 'settleTime'"])
            clock.advance(.seconds(1))
            let got4 = try await reader.scan().files.count
            #expect(got4 == 1)
        }
    }

    @Test func noMoreFilesAtOnceThanAllowed() async throws {
        try await inFolder { folder in
            for number in 0..<5 { try put("x", folder + "/\(number).csv") }
            let reader = FileReader(settings: settings(folder), environment: .test())
            let got5 = try await reader.scan().files.map(\.name)
            #expect(got5 == ["0.csv", "1.csv", "2.csv"])
        }
    }

    @Test func aMissingFolderIsTrouble() async throws {
        let reader = FileReader(settings: settings("/nowhere/at/all"), environment: .test())
        let error = await #expect(throws: JunctionError.self) { _ = try await reader.scan() }
        #expect(error?.code == .fileTrouble)
        let writer = FileWriter(settings: settings("/nowhere/at/all"), environment: .test())
        #expect(await writer.write("a", [1]).code == .fileTrouble)
    }

    @Test func writesWholeAndOnce() async throws {
        try await inFolder { folder in
            let writer = FileWriter(settings: settings(folder), environment: .test())
            #expect(await writer.write("a.csv", [1, 2]).verdict == .success)
            #expect(await writer.write("a.csv", [1, 2]).verdict == .success)
            #expect(await writer.write("a.csv", [1, 3]).code == .fileRefused)
            #expect(await writer.write("a.csv", [1, 2, 3]).code == .fileRefused)
            #expect(await writer.write("b.csv", []).verdict == .success)
            #expect(await writer.write("c.csv", [UInt8](repeating: 1, count: 11)).code == .fileRefused)
            // Nothing half-made stays behind.
            #expect(names(folder) == ["a.csv", "b.csv"])
            let got6 = try Data(contentsOf: URL(filePath: folder + "/a.csv"))
            #expect(got6 == Data([1, 2]))
            let replacing = FileWriter(settings: settings(folder, replace: true), environment: .test())
            #expect(await replacing.write("a.csv", [9]).verdict == .success)
            let got7 = try Data(contentsOf: URL(filePath: folder + "/a.csv"))
            #expect(got7 == Data([9]))
            #expect(names(folder) == ["a.csv", "b.csv"])
        }
    }

    @Test(arguments: [
        "", ".", "..", "../a", "a/b", ".hidden", "a\u{0}b", "a\\b", "a\nb", String(repeating: "x", count: 201),
    ])
    func dangerousNames(name: String) async throws {
        try await inFolder { folder in
            let writer = FileWriter(settings: settings(folder), environment: .test())
            #expect(await writer.write(name, [1]).code == .requestInvalid)
            #expect(names(folder).isEmpty)
        }
    }

    @Test func manyWritersOfOneName() async throws {
        try await inFolder { folder in
            let writer = FileWriter(settings: settings(folder), environment: .test())
            let won = await withTaskGroup(of: Int.self) { group in
                for number in 0..<50 {
                    group.addTask { await writer.write("one", [UInt8(number)]).verdict == .success ? 1 : 0 }
                }
                return await group.reduce(0, +)
            }
            #expect(won == 1)
            #expect(names(folder) == ["one"])
        }
    }
}
