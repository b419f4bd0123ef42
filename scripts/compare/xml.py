"""Makes XML documents, sound and broken, and says what libxml2 (through lxml) makes of each.

Prints one JSON object a line: {"document": base64, "accepted": bool, "value": the value convention of XMLFormat}.
Usage: xml.py SEED COUNT
"""

import base64
import json
import random
import sys

from lxml import etree

SEEDS = [
    '<a/>',
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<!-- c -->\n<r a="1" b=\'2\'>t<b/>u<![CDATA[<x>&]]>v</r>\n<?p d?>',
    '<r><i n="1">x</i><i n="2">y</i><j/><i>z</i></r>',
    '<r xmlns="urn:a" xmlns:p="urn:b" p:x="1" x="2"><p:c xmlns:p="urn:c" p:y="&lt;&#65;&#x42;&quot;"/></r>',
    '<!DOCTYPE r [<!ENTITY e "one <b>two</b> three"><!ENTITY f "&e; &#38;lt; &#60;c/>">]><r a="x">&e;-&f;</r>',
    '<!DOCTYPE r SYSTEM "none.dtd" [<!ELEMENT r (a|b,(c,d?)*)+>]><r>text</r>',
    '<!DOCTYPE r [<!ELEMENT r (a,(b|c)?,d+)><!ELEMENT a EMPTY><!ELEMENT b ANY><!ELEMENT c (#PCDATA|a|b)*>'
    '<!ATTLIST r k CDATA "v &lt; w" t (x|y|z) "x" i ID #IMPLIED n NMTOKENS #REQUIRED f CDATA #FIXED "q">'
    '<!NOTATION g SYSTEM "gif"><!NOTATION h PUBLIC "pub id"><!ENTITY u SYSTEM "u.gif" NDATA g><!-- c --><?p i?>]><r n="  a  b "/>',
    '<!DOCTYPE r [<!ENTITY % p "<!ENTITY q \'in p\'>">%p;]><r>&q;</r>',
    '<r xml:space="preserve" xml:lang="en">  <a> x </a>  </r>',
    '<r>\r\n  <a>line\r\nend\rend</a>\r\n  <a b="1\r\n2\t3&#10;4"/>\r\n</r>',
    '<é ñ="ü">日本語 😀 &#x1F600;</é>',
    '<r><a><b><c><d>deep</d></c></b></a></r>',
    '<r>]] > ]]&gt; &amp;amp;</r>',
    '<p:r xmlns:p="u"><p:a/><a xmlns=""/><b xmlns="v"><c/></b></p:r>',
]

PIECES = [
    '<', '>', '&', '"', "'", '/', '=', ' ', '\n', '\t', '\r', '!', '?', '-', '--', ']]>', '<!--', '-->', '<![CDATA[', '<?x y?>',
    '&lt;', '&#0;', '&#xFFFE;', '&#x10FFFF;', '&#x110000;', '&e;', '&nope;', '%p;', '<b>', '</b>', '<b/>', '</r>', 'x', ':', 'p:', 'xmlns:p="u"',
    'xmlns=""', ' a="1"', '1', '.', '\x01', '\x7f', '\ufffe', '\u00b7', '\u0300', '[', ']', '(', ')', '|', ',', '*', '+', '#PCDATA',
    '<!ENTITY e "v">', '<!ELEMENT b ANY>', '<!ATTLIST b c CDATA "d">', '<!DOCTYPE r>', 'SYSTEM "s"', 'PUBLIC "p" "s"', 'é', '😀',
    '<?xml version="1.0"?>', 'standalone="no"', 'encoding="x"', '{', '\u2028',
]


def mutate(text, random):
    for _ in range(random.choice([1, 1, 1, 2])):
        place = random.randint(0, len(text))
        kind = random.randint(0, 4)
        if kind == 0:
            text = text[:place] + text[place + random.randint(1, 3):]
        elif kind == 1:
            text = text[:place] + random.choice(PIECES) + text[place:]
        elif kind == 2:
            text = text[:place] + random.choice(PIECES) + text[place + 1:]
        elif kind == 3:
            start = random.randint(0, len(text))
            text = text[:place] + text[start:start + random.randint(1, 20)] + text[place:]
        else:
            text = text[:place]
    return text


def name(element, tag):
    """The name as written: lxml gives the namespace, and the prefix for elements only."""
    if not tag.startswith('{'):
        return tag
    space, local = tag[1:].split('}')
    if space == 'http://www.w3.org/XML/1998/namespace':
        return 'xml:' + local
    if tag == element.tag:
        return f'{element.prefix}:{local}' if element.prefix else local
    return '?:' + local


def value(element, preserve=False):
    attributes = {}
    for key, text in element.attrib.items():
        attributes['@' + name(element, key)] = text
    space = element.get('{http://www.w3.org/XML/1998/namespace}space')
    keeps = space == 'preserve'
    items = [element.text or '']
    for child in element:
        if isinstance(child, etree._Entity):
            items += [{'#entity': child.name}]
        elif isinstance(child.tag, str):
            items += [{name(child, child.tag): value(child)}]
        items += [child.tail or '']
    joined = []
    for item in items:
        if isinstance(item, str) and joined and isinstance(joined[-1], str):
            joined[-1] += item
        elif item != '':
            joined.append(item)
    elements = [item for item in joined if not isinstance(item, str)]
    texts = any(isinstance(item, str) and item.strip(' \t\r\n') for item in joined) or any('#entity' in item for item in elements)
    if not elements:
        text = ''.join(joined)
        if not attributes:
            return text
        return {**attributes, **({'#text': text} if text else {})}
    if not texts and not keeps:
        grouped, last, seen = {}, None, set()
        for item in elements:
            (key, one), = item.items()
            if key == last:
                grouped[key] = (grouped[key] if isinstance(grouped[key], list) else [grouped[key]]) + [one]
            elif key in seen:
                break
            else:
                grouped[key] = one
            last = key
            seen.add(key)
        else:
            return {**attributes, **grouped}
    content = [item for item in joined if not isinstance(item, str) or texts or keeps]
    return {**attributes, '#content': content}


def judge(document):
    parser = etree.XMLParser(resolve_entities='internal', no_network=True, remove_comments=True, remove_pis=True,
        attribute_defaults=b'SYSTEM' not in document and b'PUBLIC' not in document or b'<!ATTLIST' in document)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return False, str(error)
    return True, {name(root, root.tag): value(root)}


def main():
    source = random.Random(int(sys.argv[1]))
    for index in range(int(sys.argv[2])):
        text = SEEDS[index] if index < len(SEEDS) else mutate(source.choice(SEEDS), source)
        document = text.encode('utf-8', 'surrogatepass')
        accepted, made = judge(document)
        line = {'document': base64.b64encode(document).decode(), 'accepted': accepted}
        line['value' if accepted else 'reason'] = made
        print(json.dumps(line))


main()
