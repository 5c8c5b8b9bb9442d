use super::*;

fn server() -> Server {
    let server = Server::new();
    server.file("help/v/0123456789ab/w.wasm", b"wasm");
    server.file("help/manifest.json", b"{\"published\":1}");
    server.file("help/manifest.json.br", b"packed");
    server.file("help/_headers", b"secret");
    server.file("shop/index.html", b"<h1>shop</h1>");
    server.file("shop/about/index.html", b"<h1>about</h1>");
    server.file("shop/.hidden", b"secret");
    server.file("secret.txt", b"secret");
    server
}

#[test]
fn files_have_the_right_headers() {
    let server = server();
    let cases = [
        ("/", "text/html; charset=utf-8", "no-cache", "<h1>shop</h1>"),
        ("/index.html?x=1", "text/html; charset=utf-8", "no-cache", "<h1>shop</h1>"),
        ("/about/", "text/html; charset=utf-8", "no-cache", "<h1>about</h1>"),
        ("/help/manifest.json", "application/json", "no-cache", "{\"published\":1}"),
        ("/help/v/0123456789ab/w.wasm", "application/wasm", "public, max-age=31536000, immutable", "wasm"),
    ];
    for (path, kind, cache, body) in cases {
        let answer = server.get(path, &[]);
        assert_eq!((answer.status.as_u16(), answer.header("content-type"), answer.header("cache-control")), (200, kind, cache), "{path}");
        assert_eq!((answer.text().as_str(), answer.header("x-content-type-options")), (body, "nosniff"), "{path}");
        assert_eq!(answer.header("content-security-policy").contains("trusted-types tasuke"), kind.starts_with("text/html"), "{path}");
        assert!(!answer.header("referrer-policy").is_empty());
    }
    assert_eq!(server.get("/healthz", &[]).text(), "ok");
}

#[test]
fn the_compressed_twin_goes_to_those_who_take_it() {
    let server = server();
    let packed = server.get("/help/manifest.json", &[("accept-encoding", "gzip, br")]);
    assert_eq!((packed.text().as_str(), packed.header("content-encoding"), packed.header("vary")), ("packed", "br", "Accept-Encoding"));
    assert_eq!(packed.header("content-type"), "application/json");
    let plain = server.get("/help/manifest.json", &[("accept-encoding", "br;q=0")]);
    assert_eq!((plain.header("content-encoding"), plain.header("vary")), ("", "Accept-Encoding"));
    assert_ne!(plain.header("etag"), packed.header("etag"));
}

#[test]
fn what_the_browser_has_is_not_sent_again() {
    let server = server();
    let tag = server.get("/", &[]).header("etag").to_string();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
        let answer = server.get("/", &[("if-none-match", &known)]);
        assert_eq!((answer.status.as_u16(), answer.text().as_str(), answer.header("etag")), (304, "", tag.as_str()), "{known}");
    }
    assert_eq!(server.get("/", &[("if-none-match", "\"other\"")]).status, 200);
    let head = server.send(request("HEAD", "/", &[], ""));
    assert_eq!((head.status.as_u16(), head.text().as_str(), head.header("content-length")), (200, "", "13"));
    assert_eq!(server.send(request("POST", "/", &[], "")).status, 405);
}

#[test]
fn nothing_outside_its_folder_is_served() {
    let server = server();
    #[cfg(unix)]
    std::os::unix::fs::symlink(server.root.join("secret.txt"), server.root.join("shop/link.txt")).expect("a link");
    let paths = [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/about/../../secret.txt",
        "/about/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//secret.txt",
        "/%2f%2fsecret.txt",
        "/.hidden",
        "/link.txt",
        "/index.html%00",
        "/%ff",
        "/about",
        "/none",
        "/help",
        "/help/",
        "/help/_headers",
        "/help/../secret.txt",
        "/help/%2e%2e/secret.txt",
        "/help/%2e%2e/tickets.sqlite",
    ];
    for path in paths {
        let answer = server.get(path, &[]);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("secret"), "{path}");
    }
}

#[test]
fn other_hosts_are_turned_away() {
    let server = server();
    for path in ["/", "/help/manifest.json", "/inbox", "/healthz"] {
        assert_eq!(server.get(path, &[("host", "evil.example")]).status, 421, "{path}");
        assert_eq!(server.get(path, &[("host", "localhost:8787")]).status, 200, "{path}");
    }
}
