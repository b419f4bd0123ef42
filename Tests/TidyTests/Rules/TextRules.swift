import Foundation

/// Plain habits of text: ends of lines and files, Markdown that reads well and links that lead somewhere.
enum TextRules {
    static let all: [Rule] = [
        oneNewline, trailingSpaces, tabs, oneTitle, links, fixturesNamed, scriptsStop, documented,
    ]

    static let oneNewline = Rule("a file ends with one newline") { tree in
        tree.files.filter { !$0.bytes.isEmpty && !$0.path.hasPrefix("Examples/") }.compactMap { file in
            let newline = UInt8(ascii: "\n")
            let ends = file.bytes.suffix(2)
            let good = ends.last == newline && (ends.count < 2 || ends.first != newline)
            return good ? nil : file.violation(file.lines.count, "end the file with exactly one newline")
        }
    }

    static let trailingSpaces = Rule("no line ends with a space") { tree in
        tree.files.filter { $0.isSwift || $0.isMarkdown }.flatMap { file in
            file.bytes.offsets(of: " \n").map { file.violation(file.line(at: $0), "remove the spaces at the end") }
        }
    }

    static let tabs = Rule("Swift and Markdown are indented by spaces") { tree in
        tree.files.filter { $0.isSwift || $0.isMarkdown }.flatMap { file in
            file.code.offsets(of: "\t").map { file.violation(file.line(at: $0), "a tab; indent by spaces") }
        }
    }

    static let oneTitle = Rule("a Markdown page has one title, on its first line") { tree in
        tree.markdown.compactMap { file in
            let titles = file.linesOutsideFences.filter { $0.text.hasPrefix("# ") }
            if titles.count == 1, titles[0].number == 1 { return nil }
            return file.violation(titles.dropFirst().first?.number, "write one '# Title', on the first line")
        }
    }

    /// Relative links only: the rest is others' and not ours to keep alive in a test.
    static let links = Rule("links between our pages lead somewhere") { tree in
        let paths = Set(tree.files.map(\.path)).union(tree.folders)
        return tree.markdown.flatMap { file in
            file.linesOutsideFences.flatMap { line in
                line.text.matches(of: /\]\(([^)\s]+)\)/).compactMap { match in
                    let link = String(match.1.prefix { $0 != "#" })
                    if link.isEmpty || link.contains("://") || link.hasPrefix("mailto:") { return nil }
                    let target = resolve(link, from: file)
                    return paths.contains(target) ? nil : file.violation(line.number, "'\(link)' leads nowhere")
                }
            }
        }
    }

    private static func resolve(_ link: String, from file: SourceFile) -> String {
        var parts = link.hasPrefix("/") ? [] : file.folders.map(String.init)
        for part in link.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }

    /// A script that goes on after a failure, or ends well halfway, is a check switched off in silence.
    static let scriptsStop = Rule("shell scripts stop at the first failure") { tree in
        tree.files.filter { $0.lines.first == "#!/usr/bin/env bash" }.flatMap { file -> [Violation] in
            var found: [Violation] = []
            if !file.lines.contains("set -euo pipefail") {
                found.append(file.violation(1, "write 'set -euo pipefail' near the top"))
            }
            for (index, line) in file.lines.enumerated() where line == "exit 0" && index + 1 < file.lines.count {
                found.append(file.violation(index + 1, "'exit 0' switches off what follows"))
            }
            return found
        }
    }

    /// What other layers see says what it means.
    static let documented = Rule("types that other layers see are documented") { tree in
        let kinds = ["protocol", "struct", "enum", "final class", "actor"]
        return tree.sources.flatMap { file in
            kinds.flatMap { kind in
                file.code.offsets(of: "\npackage \(kind) ").compactMap { offset -> Violation? in
                    let number = file.line(at: offset + 1)
                    var above = number - 1
                    while file.text(ofLine: above).hasPrefix("@") { above -= 1 }
                    if file.text(ofLine: above).hasPrefix("///") { return nil }
                    return file.violation(number, "say in a '///' what it is, its units and errors")
                }
            }
        }
    }

    static let fixturesNamed = Rule("every folder of Fixtures is named in its NOTICE.md") { tree in
        let notice = tree.file("Fixtures/NOTICE.md").map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
        let folders = tree.folders.filter { $0.hasPrefix("Fixtures/") && $0.split(separator: "/").count == 2 }
        return folders.sorted().filter { !notice.contains(String($0.dropFirst("Fixtures/".count))) }.map {
            Violation(path: $0, line: nil, message: "name it in Fixtures/NOTICE.md: where from, under which licence")
        }
    }
}

extension SourceFile {
    var linesOutsideFences: [(number: Int, text: Substring)] {
        var inside = false
        var result: [(number: Int, text: Substring)] = []
        for (index, line) in lines.enumerated() {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                inside.toggle()
            } else if !inside {
                result.append((index + 1, line))
            }
        }
        return result
    }
}
