/// The page that reads `/openapi.json` to a person. It loads nothing from anywhere else.
enum ReaderPage {
    static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    static let html = """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Junction API</title>
        <link rel="stylesheet" href="reader.css">
        </head>
        <body>
        <header>
        <h1>Junction API <small id="version"></small></h1>
        <label>Key <input id="key" type="password" autocomplete="off" spellcheck="false" placeholder="jn_…"></label>
        </header>
        <main id="operations"><p id="loading">Reading the description…</p></main>
        <section><h2>Schemas</h2><div id="schemas"></div></section>
        <script src="reader.js"></script>
        </body>
        </html>
        """

    static let style = """
        :root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #0a6c74; }
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 0 auto; padding: 0 1rem 4rem; }
        header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; justify-content: space-between;
          position: sticky; top: 0; background: Canvas; border-bottom: 1px solid var(--line); padding: .5rem 0; }
        h1 { font-size: 1.3rem; margin: 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
        small { font-weight: normal; opacity: .7; }
        details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0; padding: .3rem .7rem; }
        summary { cursor: pointer; display: flex; gap: .8rem; align-items: baseline; flex-wrap: wrap; }
        .method { font: bold .8rem ui-monospace, monospace; color: Canvas; background: var(--accent);
          border-radius: 4px; padding: .1rem .5rem; min-width: 3.5rem; text-align: center; }
        .path { font-family: ui-monospace, monospace; }
        .what { opacity: .8; margin-left: auto; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
        th, td { text-align: left; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        input, textarea, button { font: inherit; } textarea { width: 100%; box-sizing: border-box; min-height: 8rem;
          font-family: ui-monospace, monospace; font-size: .85rem; }
        button { background: var(--accent); color: Canvas; border: 0; border-radius: 5px; padding: .35rem 1rem; cursor: pointer; }
        button:focus-visible, input:focus-visible, summary:focus-visible { outline: 3px solid Highlight; outline-offset: 2px; }
        pre { background: var(--soft); padding: .6rem; overflow: auto; max-height: 24rem; border-radius: 5px; font-size: .85rem; }
        code { font-family: ui-monospace, monospace; font-size: .9em; }
        td, summary, .path { overflow-wrap: anywhere; }
        @media (max-width: 40rem) {
          table, tbody, tr, td { display: block; } td { border: 0; padding: .1rem 0; }
          tr { border-bottom: 1px solid var(--line); padding: .3rem 0; }
          input { width: 100%; box-sizing: border-box; } .what { margin-left: 0; }
        }
        """
}
