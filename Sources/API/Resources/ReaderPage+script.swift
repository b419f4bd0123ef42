extension ReaderPage {
    /// Builds the page with text nodes only, so nothing in the description can become markup.
    static let script = #"""
        "use strict";
        const at = id => document.getElementById(id);
        function node(name, attributes, ...children) {
          const made = document.createElement(name);
          for (const [key, value] of Object.entries(attributes || {})) {
            if (key.startsWith("on")) made.addEventListener(key.slice(2), value); else made.setAttribute(key, value);
          }
          made.append(...children.filter(child => child !== null && child !== undefined));
          return made;
        }
        const named = ref => ref.split("/").pop();
        function kind(schema) {
          if (!schema) return "anything";
          if (schema.$ref) return node("a", {href: "#schema-" + named(schema.$ref)}, named(schema.$ref));
          if (schema.anyOf) return node("span", {}, kind(schema.anyOf[0]), " or ", kind(schema.anyOf[1]));
          if (schema.enum) return schema.enum.join(" | ");
          if (schema.type === "array") return node("span", {}, "array of ", kind(schema.items));
          return (schema.format && schema.type === "string" ? schema.format : schema.type) || "anything";
        }
        function sample(schema, all, depth = 0) {
          if (!schema || depth > 6) return null;
          if (schema.examples) return schema.examples[0];
          if (schema.$ref) return sample(all[named(schema.$ref)], all, depth + 1);
          if (schema.anyOf) return sample(schema.anyOf[0], all, depth + 1);
          if (schema.enum) return schema.enum[0];
          if (schema.type === "array") return [sample(schema.items, all, depth + 1)];
          if (schema.properties) {
            const made = {};
            for (const key of schema.required || []) made[key] = sample(schema.properties[key], all, depth + 1);
            return made;
          }
          if (schema.format === "date-time") return new Date().toISOString();
          return {string: "", integer: 0, number: 0, boolean: false, object: {}}[schema.type] ?? {};
        }
        function limits(schema) {
          const said = [];
          for (const key of ["minLength", "maxLength", "minimum", "maximum", "maxItems", "pattern"]) {
            if (schema && schema[key] !== undefined) said.push(key + " " + schema[key]);
          }
          return said.length ? " (" + said.join(", ") + ")" : "";
        }
        function parameters(operation, inputs) {
          if (!operation.parameters) return null;
          const rows = operation.parameters.map(parameter => {
            const input = node("input", {"aria-label": parameter.name, autocomplete: "off"});
            inputs.push([parameter, input]);
            return node("tr", {}, node("td", {}, node("code", {}, parameter.name), parameter.required ? " *" : ""),
              node("td", {}, parameter.in), node("td", {}, kind(parameter.schema), limits(parameter.schema)),
              node("td", {}, parameter.description || ""), node("td", {}, input));
          });
          return node("table", {}, ...rows);
        }
        function answers(operation) {
          return node("table", {}, ...Object.entries(operation.responses).map(([status, answer]) => {
            const content = Object.entries(answer.content || {})[0];
            return node("tr", {}, node("td", {}, node("code", {}, status)), node("td", {}, answer.description),
              node("td", {}, content ? kind(content[1].schema) : ""));
          }));
        }
        async function send(method, path, operation, inputs, type, body, output) {
          let address = path;
          const headers = {};
          const query = new URLSearchParams();
          for (const [parameter, input] of inputs) {
            if (input.value === "") continue;
            if (parameter.in === "path") address = address.replace("{" + parameter.name + "}", encodeURIComponent(input.value));
            if (parameter.in === "query") query.append(parameter.name, input.value);
            if (parameter.in === "header") headers[parameter.name] = input.value;
          }
          if (operation.security && operation.security.length && at("key").value) headers.Authorization = "Bearer " + at("key").value;
          if (body && body.value) headers["Content-Type"] = type.value;
          const asked = query.size ? address + "?" + query : address;
          output.textContent = "…";
          try {
            const start = performance.now();
            const answer = await fetch(asked, {method: method.toUpperCase(), headers, body: body && body.value ? body.value : undefined});
            const text = await answer.text();
            let shown = text;
            try { shown = JSON.stringify(JSON.parse(text), null, 2); } catch {}
            const took = Math.round(performance.now() - start);
            output.textContent = answer.status + " " + answer.statusText + "  " + took + " ms\n" +
              [...answer.headers].map(([name, value]) => name + ": " + value).join("\n") + "\n\n" + shown;
          } catch (error) { output.textContent = "The request did not get through: " + error.message; }
        }
        function trial(method, path, operation, inputs, all) {
          const output = node("pre", {"aria-live": "polite"});
          let type = null, body = null, editor = null;
          if (operation.requestBody) {
            const content = Object.entries(operation.requestBody.content)[0];
            const isAny = content[0] === "*/*";
            type = node("input", {"aria-label": "Content-Type", value: isAny ? "text/plain" : content[0]});
            body = node("textarea", {"aria-label": "Body", spellcheck: "false"});
            if (!isAny) body.value = JSON.stringify(sample(content[1].schema, all), null, 2);
            editor = node("p", {}, node("label", {}, "Content-Type ", type), node("br"), kind(content[1].schema), body);
          }
          return node("div", {}, editor,
            node("button", {onclick: () => send(method, path, operation, inputs, type, body, output)}, "Send"), output);
        }
        function operation(method, path, described, all) {
          const inputs = [];
          return node("details", {id: described.operationId},
            node("summary", {}, node("span", {class: "method"}, method.toUpperCase()), node("span", {class: "path"}, path),
              node("span", {class: "what"}, described.summary)),
            node("p", {}, described.description || "Open to all."), parameters(described, inputs), answers(described),
            trial(method, path, described, inputs, all));
        }
        function schema(name, described) {
          const required = new Set(described.required || []);
          const rows = Object.entries(described.properties || {}).map(([key, field]) => node("tr", {},
            node("td", {}, node("code", {}, key), required.has(key) ? " *" : ""),
            node("td", {}, kind(field), limits(field)), node("td", {}, field.description || "")));
          return node("details", {id: "schema-" + name}, node("summary", {}, node("code", {}, name),
            node("span", {class: "what"}, described.description || "")), node("table", {}, ...rows));
        }
        function opened() {
          const target = location.hash && at(location.hash.slice(1));
          if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
        }
        async function read() {
          const description = await (await fetch("/openapi.json")).json();
          at("version").textContent = description.info.version;
          const all = description.components.schemas;
          const groups = new Map();
          for (const [path, methods] of Object.entries(description.paths)) {
            for (const [method, described] of Object.entries(methods)) {
              const tag = described.tags[0];
              if (!groups.has(tag)) groups.set(tag, []);
              groups.get(tag).push(operation(method, path, described, all));
            }
          }
          at("operations").replaceChildren(...[...groups].map(([tag, made]) => node("section", {}, node("h2", {}, tag), ...made)));
          at("schemas").replaceChildren(...Object.keys(all).sort().map(name => schema(name, all[name])));
          opened();
        }
        addEventListener("hashchange", opened);
        read().catch(error => { at("loading").textContent = "The description could not be read: " + error.message; });
        """#
}
