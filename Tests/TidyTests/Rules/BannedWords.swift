/// Words that are not written here, each with what to write instead.
struct BannedWord {
    var word: String
    var instead: String
    /// Folders where the word is looked for.
    var lookedForIn: [String] = ["Sources"]
    /// Folders or files where it is at home.
    var allowedIn: [String] = []
    /// Words right before it that make it something else.
    var unlessAfter: [String] = []
}

enum BannedWords {
    static let rules: [Rule] = [words, unexplained, openEnds, hosts]

    private static let root = ["Sources/App"]
    private static let clocks = ["Sources/App", "Sources/TestKit", "Sources/junction"]
    /// The writer thread waits on purpose: it is the log's own.
    private static let committer = ["Sources/Events/Log/CommitQueue.swift"]
    /// How long requests take and may take, which no decision depends on.
    private static let requests = ["Sources/API/Server/APIResponder.swift", "Sources/API/Server/TimeLimit.swift"]
    private static let command = ["Sources/junction"]

    static let list: [BannedWord] = [
        BannedWord(
            word: "print(", instead: "throw, return or log; only the command prints", allowedIn: command,
            unlessAfter: [".", "func "]),
        BannedWord(word: "debugPrint(", instead: "log it", unlessAfter: ["func "]),
        BannedWord(
            word: "fatalError(", instead: "throw JunctionError, or preconditionFailure with a sentence if impossible"),
        BannedWord(word: "try!", instead: "try, in a function that throws", lookedForIn: ["Sources", "Tests"]),
        BannedWord(word: "as!", instead: "as? with an error", lookedForIn: ["Sources", "Tests"]),
        BannedWord(word: "Date()", instead: "TimeSource.now, injected", allowedIn: root),
        BannedWord(word: "Date.now", instead: "TimeSource.now, injected", allowedIn: root),
        BannedWord(word: "UUID()", instead: "UniqueIdentifier.version7 with injected randomness", allowedIn: root),
        BannedWord(
            word: ".random(", instead: "a random source injected from App", allowedIn: clocks, unlessAfter: ["func "]),
        BannedWord(
            word: "SystemRandomNumberGenerator", instead: "a random source injected from App", allowedIn: root),
        BannedWord(word: "Task.sleep", instead: "TimeSource.sleep, injected", allowedIn: clocks + requests),
        BannedWord(word: "ContinuousClock", instead: "TimeSource, injected", allowedIn: clocks + requests),
        BannedWord(word: "SuspendingClock", instead: "TimeSource, injected", allowedIn: clocks),
        BannedWord(word: "clock_gettime", instead: "TimeSource, injected", allowedIn: root),
        BannedWord(
            word: "getenv(", instead: "a setting passed down from App", allowedIn: root + command),
        BannedWord(
            word: "processInfo.environment", instead: "a setting passed down from App", allowedIn: root + command),
        BannedWord(
            word: "exit(", instead: "throw; only the command ends the process", allowedIn: command,
            unlessAfter: [".", "func "]),
        BannedWord(word: "NSRegularExpression", instead: "a hand-written scanner, or Regex off the hot path"),
        BannedWord(word: "NSLock", instead: "Mutex of Synchronization"),
        BannedWord(word: "DispatchQueue.main", instead: "no main queue in a server; use a task or an event loop"),
        BannedWord(
            word: "DispatchSemaphore", instead: "await; a waiting thread is a lost thread", allowedIn: committer),
        BannedWord(word: "String(format:", instead: "interpolation; it is locale-bound and slow"),
        BannedWord(word: "XCTest", instead: "Testing", lookedForIn: ["Sources", "Tests"]),
        BannedWord(word: "XCTAssert", instead: "#expect", lookedForIn: ["Sources", "Tests"]),
        BannedWord(word: "usleep(", instead: "await the condition", lookedForIn: ["Sources", "Tests"]),
        BannedWord(word: "Thread.sleep", instead: "await the condition", lookedForIn: ["Sources", "Tests"]),
    ]

    static let words = Rule("banned words have a replacement") { tree in
        tree.swift.flatMap { file in
            list.filter { file.under($0.lookedForIn) && !file.under($0.allowedIn) }.flatMap { banned in
                file.code.wordOffsets(of: banned.word).filter { !follows(banned.unlessAfter, $0, in: file) }.map {
                    file.violation(file.line(at: $0), "'\(banned.word)' is not written here: \(banned.instead)")
                }
            }
        }
    }

    private static func follows(_ words: [String], _ offset: Int, in file: SourceFile) -> Bool {
        words.contains { file.code[..<offset].suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    /// What switches a check off needs its reason, as a comment on the line above or on the same line.
    static let unexplained = Rule("what switches a check off says why") { tree in
        let switches = ["@unchecked Sendable", "nonisolated(unsafe)", "@preconcurrency", "swift-format-ignore"]
        return tree.swift.flatMap { file in
            switches.flatMap { word in
                let haystack = word == "swift-format-ignore" ? file.bytes : file.code
                return haystack.wordOffsets(of: word).compactMap { offset -> Violation? in
                    let number = file.line(at: offset)
                    if file.path.hasPrefix("Tests/TidyTests/") || file.explains(line: number, word: word) { return nil }
                    return file.violation(number, "'\(word)' needs its reason in a comment on the line above")
                }
            }
        }
    }

    static let openEnds = Rule("nothing is left to do without an issue number") { tree in
        let words = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"]
        return tree.files.filter { !$0.path.hasSuffix(".csv") && !$0.path.hasPrefix("Examples/") }.flatMap { file in
            words.flatMap { word in
                file.bytes.wordOffsets(of: word).compactMap { offset -> Violation? in
                    let number = file.line(at: offset)
                    if file.text(ofLine: number).contains("issue #") { return nil }
                    return file.violation(number, "'\(word)' without 'issue #…': do it, or write the issue")
                }
            }
        }
    }

    /// The project speaks of itself alone: no paths of one machine, no package registries.
    static let hosts = Rule("no machine paths and no registry hosts") { tree in
        let words = [
            "/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/", "pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org",
            "npmjs" + ".com", "crates" + ".io", "deb.debian" + ".org", "proxy.golang" + ".org", "rubygems" + ".org",
        ]
        return tree.files.flatMap { file in
            (words + (file.isMarkdown ? ["/tm" + "p/"] : [])).flatMap { word in
                file.bytes.offsets(of: word).compactMap { offset -> Violation? in
                    let before = offset > 0 ? file.bytes[offset - 1] : UInt8(ascii: " ")
                    // `https://example.org/work/…` is a path of a server, not of this machine.
                    if word.hasPrefix("/"), before.isIdentifierByte || before == UInt8(ascii: ".") { return nil }
                    return file.violation(file.line(at: offset), "'\(word)' is of one machine; name it another way")
                }
            }
        }
    }
}

extension SourceFile {
    fileprivate func explains(line number: Int, word: String) -> Bool {
        let above = text(ofLine: number - 1).drop { $0 == " " }
        let here = text(ofLine: number)
        let reason = here.firstRange(of: word).map { here[$0.upperBound...] } ?? ""
        return above.hasPrefix("//") || reason.contains("//") || reason.hasPrefix(":") || reason.contains(" - ")
    }
}
