//! Rendered HTML as a tree: as much of a parser as our own renderer's output needs, and strict about it.

/// An element, or a piece of text.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

const VOID: &[&str] = &["br", "img", "input"];

/// Parses what the server renderer wrote.
#[track_caller]
pub(crate) fn parse(html: &str) -> Element {
    let mut open = vec![Element { tag: "root".into(), ..Element::default() }];
    let mut rest = html;
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            open.last_mut().expect("an element").children.push(Node::Text(unescape(&rest[..end])));
            rest = &rest[end..];
            continue;
        };
        if let Some(comment) = after.strip_prefix("!--") {
            rest = &comment[comment.find("-->").expect("the end of a comment") + 3..];
            continue;
        }
        if let Some(close) = after.strip_prefix('/') {
            let (tag, behind) = close.split_once('>').expect("the end of a tag");
            let element = open.pop().expect("an open element");
            assert_eq!(element.tag, tag, "badly nested near {}", &rest[..rest.len().min(80)]);
            open.last_mut().expect("an element").children.push(Node::Element(element));
            rest = behind;
            continue;
        }
        let (element, behind) = start_tag(after);
        rest = behind;
        if VOID.contains(&element.tag.as_str()) {
            // The renderer closes some of them in the tag's own way.
            rest = rest.strip_prefix(&format!("</{}>", element.tag)).unwrap_or(rest);
            open.last_mut().expect("an element").children.push(Node::Element(element));
        } else {
            open.push(element);
        }
    }
    assert_eq!(open.len(), 1, "an element is not closed: {:?}", open.last().map(|element| &element.tag));
    open.remove(0)
}

fn start_tag(text: &str) -> (Element, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').expect("a tag's name");
    let mut element = Element { tag: text[..end].to_string(), ..Element::default() };
    let mut rest = text[end..].trim_start();
    loop {
        if let Some(behind) = rest.strip_prefix("/>").or_else(|| rest.strip_prefix('>')) {
            return (element, behind);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>')).expect("an attribute's name");
        let name = rest[..end].to_string();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "a strange attribute {name:?}");
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(quoted) = rest.strip_prefix("=\"") {
            let (inside, behind) = quoted.split_once('"').expect("a closing quote");
            value = unescape(inside);
            rest = behind;
        }
        element.attributes.push((name, value));
        rest = rest.trim_start();
    }
}

fn unescape(text: &str) -> String {
    let named = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'");
    named.replace("&#x2F;", "/").replace("&amp;", "&")
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The text in it, blanks joined.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        self.collect_text(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Text(of) => text.push_str(of),
                Node::Element(of) => {
                    of.collect_text(text);
                    // What stands in different blocks is not one word.
                    if !matches!(of.tag.as_str(), "mark" | "b" | "em" | "strong" | "code") {
                        text.push(' ');
                    }
                }
            }
        }
    }

    /// All elements below, in document order.
    pub(crate) fn all(&self) -> Vec<&Element> {
        let mut found = Vec::new();
        for child in &self.children {
            if let Node::Element(element) = child {
                found.push(element);
                found.extend(element.all());
            }
        }
        found
    }

    /// All elements below that assistive technology is told of.
    pub(crate) fn told(&self) -> Vec<&Element> {
        let all = self.all();
        let hidden: Vec<&Element> = all.iter().filter(|element| element.attribute("aria-hidden") == Some("true")).copied().collect();
        let is_hidden = |of: &Element| {
            hidden.iter().any(|hidden| std::ptr::eq(*hidden, of) || hidden.all().iter().any(|inside| std::ptr::eq(*inside, of)))
        };
        all.into_iter().filter(|element| !is_hidden(element)).collect()
    }

    /// All elements of this tag below.
    pub(crate) fn tagged(&self, tag: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.tag == tag).collect()
    }

    /// What assistive technology calls it, by the parts of the rules that our views use.
    pub(crate) fn name(&self, page: &Element) -> String {
        let by_id = |id: &str| page.all().into_iter().find(|element| element.attribute("id") == Some(id)).map(Element::text);
        if let Some(ids) = self.attribute("aria-labelledby") {
            return ids.split(' ').filter_map(by_id).collect::<Vec<_>>().join(" ");
        }
        if let Some(label) = self.attribute("aria-label") {
            return label.to_string();
        }
        if matches!(self.tag.as_str(), "input" | "select" | "textarea") {
            let labels = page.tagged("label");
            let own = self.attribute("id").and_then(|id| labels.iter().find(|label| label.attribute("for") == Some(id)));
            let around = || labels.iter().find(|label| label.all().iter().any(|inside| std::ptr::eq(*inside, self)));
            return own.or_else(around).map(|label| label.text()).unwrap_or_default();
        }
        if self.tag == "img" {
            return self.attribute("alt").unwrap_or_default().to_string();
        }
        self.text()
    }

    /// The names of everything with this role.
    pub(crate) fn names(&self, role: &str) -> Vec<String> {
        self.told().into_iter().filter(|element| element.role() == role).map(|element| element.name(self)).collect()
    }

    /// Its role, its own or that of its tag.
    pub(crate) fn role(&self) -> &str {
        if let Some(role) = self.attribute("role") {
            return role;
        }
        match (self.tag.as_str(), self.attribute("type")) {
            ("a", _) if self.attribute("href").is_some() => "link",
            ("button", _) => "button",
            ("h1" | "h2" | "h3" | "h4", _) => "heading",
            ("input", Some("checkbox")) => "checkbox",
            ("input", Some("radio")) => "radio",
            ("input", Some("search")) => "searchbox",
            ("input" | "textarea", _) => "textbox",
            ("select", _) => "combobox",
            ("option", _) => "option",
            ("img", _) => "img",
            ("table", _) => "table",
            ("ul" | "ol", _) => "list",
            ("li", _) => "listitem",
            ("fieldset", _) => "group",
            _ => "",
        }
    }
}

#[test]
fn html_is_read_as_it_is_written() {
    let page = parse("<div class=\"a\"><!-- x --><p>1 &lt; <b>2</b></p><br><input id=\"f\" disabled><label for=\"f\">Name</label></div>");
    assert_eq!(page.text(), "1 < 2 Name");
    assert_eq!(page.names("textbox"), ["Name"]);
    assert!(page.tagged("input")[0].attribute("disabled").is_some());
}
